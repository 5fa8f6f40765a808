-- The bundled rulebook by hand, as an analyst would write it for DuckDB: for files in which every question is answered.
-- {source} and {target} are put in by rows_case.py.

-- Shares: 20 seats of 5 percent. Everybody who can take part has one; the others go one by one to the largest
-- 2^(points / 7) / (2 x seats held + 1). All that matters is how far each is behind the best of those that may lead
-- (beyond 28 points nothing changes any more, 29 stands for ruled out), and whether outbound stops at 6 seats.
-- They go into one list, as a join would lose the order of the rows.
SET VARIABLE shares = (
  WITH combinations AS (
    SELECT r.behind AS referral, i.behind AS inbound, o.behind AS outbound, capped
    FROM range(0, 30) AS r(behind), range(0, 30) AS i(behind), range(-28, 30) AS o(behind), (VALUES (false), (true)) AS c(capped)
    WHERE r.behind = 0 OR i.behind = 0 OR o.behind = 0
  ),

  bids AS (
    SELECT c.*, 1 AS place, 2 ** (-referral / 7.0) / (2 * held + 1) AS bid
    FROM combinations AS c, range(1, 20) AS seats(held)
    WHERE referral < 29
    UNION ALL
    SELECT c.*, 2 AS place, 2 ** (-inbound / 7.0) / (2 * held + 1) AS bid
    FROM combinations AS c, range(1, 20) AS seats(held)
    WHERE inbound < 29
    UNION ALL
    SELECT c.*, 3 AS place, 2 ** (-outbound / 7.0) / (2 * held + 1) AS bid
    FROM combinations AS c, range(1, 20) AS seats(held)
    WHERE outbound < 29 AND (NOT capped OR held < 6 OR (referral = 29 AND inbound = 29))
  ),

  ranked AS (
    SELECT *, row_number() OVER (PARTITION BY referral, inbound, outbound, capped ORDER BY bid DESC, place) AS rank
    FROM bids
  ),

  shares AS (
    SELECT
      ((referral * 30 + inbound) * 58 + outbound + 28) * 2 + capped::INT AS combination,
      (
        (count(*) FILTER (place = 1) + (referral < 29)::INT) * 10000
        + (count(*) FILTER (place = 2) + (inbound < 29)::INT) * 100
        + (count(*) FILTER (place = 3) + (outbound < 29)::INT)
      )::INT AS seats
    FROM ranked
    WHERE rank <= 20 - (referral < 29)::INT - (inbound < 29)::INT - (outbound < 29)::INT
    GROUP BY referral, inbound, outbound, capped
  )

  SELECT list(coalesce(seats, 0) ORDER BY place) FROM range(0, 30 * 30 * 58 * 2) AS places(place) LEFT JOIN shares ON place = combination
);

COPY (
  WITH given AS (
    SELECT * FROM read_csv({source}, header = true, all_varchar = true)
  ),

  -- Conditions that several rules share. A question that is not asked counts with what follows from the answer before it.
  known AS (
    SELECT
      *,
      "icp-clarity" = 'precise' AS picture_precise,
      "icp-clarity" = 'unclear' AS picture_unclear,
      "icp-clarity" <> 'unclear' AND "named-accounts" <> 'none' AS names_listed,
      customers = 'many' OR network = 'many' AS plenty_to_ask,
      customers <> 'none' OR network <> 'none' AS someone_to_ask,
      timeline IN ('under-1-month', '1-3-months') AS near_deadline,
      outreach = 'running' AND people <> 'nobody' AS outreach_runs,
      people = 'nobody' AS nobody,
      hours = 'under-5' AS hardly_any_hours,
      budget = 'none' AS no_money,
      budget IN ('none', 'small-tests') AS no_cash,
      "inbound-assets" = 'noisy-enquiries' AS noisy
    FROM given
  ),

  -- Points for and against each approach, rules that exclude one another in one CASE.
  points AS (
    SELECT
      *,

      CASE WHEN goal = 'few-extra-deals' THEN 6 ELSE 0 END
        + CASE WHEN plenty_to_ask AND no_money THEN 3 ELSE 0 END
        + CASE
          WHEN NOT hardly_any_hours AND priority <> 'least-work' THEN 0
          WHEN plenty_to_ask THEN 3
          WHEN someone_to_ask THEN 1
          ELSE 0
        END
        + CASE
          WHEN customers = 'many' THEN CASE network WHEN 'many' THEN 4 WHEN 'some' THEN 3 ELSE 1 END
          WHEN customers = 'few' THEN CASE network WHEN 'many' THEN 3 WHEN 'some' THEN 1 ELSE 0 END
          WHEN network = 'many' THEN 1
          ELSE 0
        END
        + CASE WHEN priority <> 'conversion' THEN 0 WHEN plenty_to_ask THEN 3 WHEN someone_to_ask THEN 1 ELSE 0 END
        + CASE WHEN people = 'founders-learning' AND someone_to_ask THEN 1 ELSE 0 END
        + CASE
          WHEN timeline = 'under-1-month' THEN CASE WHEN plenty_to_ask THEN 4 WHEN someone_to_ask THEN 1 ELSE 0 END
          WHEN timeline = '1-3-months' AND plenty_to_ask THEN 3
          ELSE 0
        END AS for_referral,

      CASE
        WHEN goal IN ('scale-proven-segment', 'lasting-pipeline', 'feed-closers', 'test-segment') THEN 4
        WHEN goal <> 'few-extra-deals' OR priority IN ('forecast', 'volume') THEN 1
        ELSE 0
      END
        + CASE WHEN priority = 'fit' THEN 3 ELSE 0 END AS against_referral,

      CASE "inbound-assets" WHEN 'regular-enquiries' THEN 4 WHEN 'noisy-enquiries' THEN 1 ELSE 0 END
        + CASE buyers WHEN 'study' THEN 4 WHEN 'compare' THEN 3 ELSE 0 END
        + CASE WHEN goal = 'lasting-pipeline' OR (goal = 'scale-proven-segment' AND segment = 'proven') THEN 7 ELSE 0 END
        + CASE
          WHEN budget = 'ample' THEN 1
          WHEN no_cash AND patience IN ('6-12-months', 'over-1-year')
            AND ("inbound-assets" = 'regular-enquiries' OR NOT hardly_any_hours) THEN 1
          ELSE 0
        END
        + CASE WHEN priority = 'forecast' THEN 3 WHEN priority = 'volume' OR (priority = 'conversion' AND NOT noisy) THEN 1 ELSE 0 END
        + CASE WHEN patience = 'over-1-year' THEN 1 ELSE 0 END AS for_inbound,

      CASE buyers WHEN 'unaware' THEN 4 WHEN 'simple' THEN 3 ELSE 0 END
        + CASE WHEN competition = 'many' THEN 1 ELSE 0 END
        + CASE WHEN hardly_any_hours THEN 3 WHEN hours = '5-15' AND "inbound-assets" = 'nothing' THEN 1 ELSE 0 END
        + CASE WHEN priority = 'fit' THEN 1 ELSE 0 END
        + CASE WHEN near_deadline AND buyers <> 'compare' THEN 3 ELSE 0 END
        + CASE patience WHEN 'under-3-months' THEN 4 WHEN '3-6-months' THEN 3 ELSE 0 END AS against_inbound,

      CASE WHEN buyers = 'unaware' THEN 1 ELSE 0 END
        + CASE
          WHEN picture_precise THEN CASE WHEN priority = 'fit' THEN 4 ELSE 3 END + CASE WHEN names_listed THEN 4 ELSE 0 END
          WHEN names_listed THEN 4
          ELSE 0
        END
        + CASE goal
          WHEN 'near-term-target' THEN 4
          WHEN 'launch-product' THEN 4
          WHEN 'test-segment' THEN 7
          WHEN 'feed-closers' THEN 7
          WHEN 'scale-proven-segment' THEN CASE WHEN segment = 'proven' THEN 0 ELSE 6 END
          ELSE 0
        END
        + CASE priority WHEN 'forecast' THEN 4 WHEN 'volume' THEN 1 ELSE 0 END
        + CASE WHEN segment = 'new' AND goal <> 'test-segment' THEN 1 ELSE 0 END
        + CASE WHEN people = 'strong-sellers' THEN 3 ELSE 0 END
        + CASE WHEN NOT outreach_runs THEN 0 WHEN near_deadline THEN 3 ELSE 1 END AS for_outbound,

      CASE WHEN picture_unclear THEN 1 ELSE 0 END
        + CASE WHEN hardly_any_hours THEN 3 ELSE 0 END
        + CASE WHEN priority = 'conversion' AND NOT picture_precise AND NOT names_listed THEN 1 ELSE 0 END
        + CASE people WHEN 'nobody' THEN 7 WHEN 'to-be-hired' THEN 1 ELSE 0 END AS against_outbound,

      -- A rule for inbound and outbound alike weighs nothing between these two.
      CASE WHEN priority = 'volume' THEN 2 ELSE 0 END AS alike
    FROM known
  ),

  -- What rules an approach out or keeps it from leading, whatever the points say.
  blockers AS (
    SELECT
      *,
      for_referral - against_referral AS referral,
      for_inbound - against_inbound AS inbound,
      for_outbound - against_outbound AS outbound,
      NOT someone_to_ask AS referral_out,
      no_money AND hardly_any_hours AS inbound_out,
      nobody AND no_money AND hardly_any_hours AS outbound_out,
      (nobody AND no_cash) OR (people = 'to-be-hired' AND no_money AND hardly_any_hours) AS outbound_held_back
    FROM points
  ),

  races AS (
    SELECT
      *,
      greatest(
        CASE WHEN NOT referral_out THEN referral END,
        CASE WHEN NOT inbound_out THEN inbound END,
        CASE WHEN NOT outbound_held_back THEN outbound END
      ) AS best
    FROM blockers
  ),

  -- Whoever is best alone leads; with a lead of a quarter of all that speaks for one and not for the other, firmly.
  leaders AS (
    SELECT
      *,
      NOT referral_out AND referral = best AS referral_first,
      NOT inbound_out AND inbound = best AS inbound_first,
      NOT outbound_held_back AND outbound = best AS outbound_first,
      for_referral + against_referral AS weight_of_referral,
      for_inbound + against_inbound AS weight_of_inbound,
      for_outbound + against_outbound AS weight_of_outbound,
      referral_out OR 4 * (best - referral) >= weight_of_referral + weight_of_inbound AS inbound_beats_referral,
      referral_out OR 4 * (best - referral) >= weight_of_referral + weight_of_outbound AS outbound_beats_referral,
      inbound_out OR 4 * (best - inbound) >= weight_of_inbound + weight_of_referral AS referral_beats_inbound,
      inbound_out OR 4 * (best - inbound) >= weight_of_inbound + weight_of_outbound - alike AS outbound_beats_inbound,
      outbound_held_back OR 4 * (best - outbound) >= weight_of_outbound + weight_of_referral AS referral_beats_outbound,
      outbound_held_back OR 4 * (best - outbound) >= weight_of_outbound + weight_of_inbound - alike AS inbound_beats_outbound,
      CASE WHEN referral_out THEN 29 ELSE least(best - referral, 28) END AS referral_behind,
      CASE WHEN inbound_out THEN 29 ELSE least(best - inbound, 28) END AS inbound_behind,
      CASE WHEN outbound_out THEN 29 ELSE greatest(least(coalesce(best - outbound, 0), 28), -28) END AS outbound_behind
    FROM races
  ),

  results AS (
    SELECT
      *,
      CASE
        WHEN referral_first THEN CASE WHEN NOT inbound_first AND NOT outbound_first THEN 'referral' END
        WHEN inbound_first THEN CASE WHEN NOT outbound_first THEN 'inbound' END
        WHEN outbound_first THEN 'outbound'
      END AS leader,
      CASE
        WHEN leader IS NOT NULL THEN 'recommended'
        WHEN referral_out AND inbound_out AND outbound_out THEN 'nothing-feasible'
        ELSE 'undecided'
      END AS status,
      getvariable('shares')[
        1 + ((referral_behind * 30 + inbound_behind) * 58 + outbound_behind + 28) * 2 + outbound_held_back::INT
      ] AS seats
    FROM leaders
  )

  SELECT
    id, name, revenue, goal, timeline, segment, customers, network, people, outreach, "icp-clarity", "named-accounts", buyers,
    hours, budget, patience, "inbound-assets", priority, competition, "lead-definition", status, leader,
    CASE leader
      WHEN 'referral' THEN CASE WHEN referral_beats_inbound AND referral_beats_outbound THEN 'firm' ELSE 'leaning' END
      WHEN 'inbound' THEN CASE WHEN inbound_beats_referral AND inbound_beats_outbound THEN 'firm' ELSE 'leaning' END
      WHEN 'outbound' THEN CASE WHEN outbound_beats_referral AND outbound_beats_inbound THEN 'firm' ELSE 'leaning' END
      ELSE 'open'
    END AS firmness,
    5 * (seats // 10000) AS share_referral,
    5 * (seats // 100 % 100) AS share_inbound,
    5 * (seats % 100) AS share_outbound,
    concat_ws(
      ' ',
      CASE WHEN noisy OR "inbound-assets" = 'regular-enquiries' THEN 'enquiries-already-come' END,
      CASE buyers
        WHEN 'study' THEN 'buyers-study-first'
        WHEN 'compare' THEN 'buyers-compare-suppliers'
        WHEN 'unaware' THEN 'buyers-do-not-search demand-to-be-awakened'
        WHEN 'simple' THEN 'buyers-do-not-search'
      END,
      CASE
        WHEN names_listed THEN 'clear-picture-of-the-buyer named-accounts-known'
        WHEN picture_precise THEN 'clear-picture-of-the-buyer'
        WHEN picture_unclear THEN 'unclear-picture-of-the-buyer'
      END,
      CASE WHEN competition = 'many' THEN 'crowded-market' END,
      CASE goal
        WHEN 'few-extra-deals' THEN 'extra-deals-by-referral'
        WHEN 'near-term-target' THEN 'near-term-by-outbound'
        WHEN 'launch-product' THEN 'launch-by-outbound'
        WHEN 'test-segment' THEN 'new-segment-by-outbound'
        WHEN 'scale-proven-segment' THEN CASE WHEN segment = 'proven' THEN 'scale-up-by-inbound' ELSE 'growth-without-proof' END
        WHEN 'lasting-pipeline' THEN 'lasting-pipeline-by-inbound'
        WHEN 'feed-closers' THEN 'closers-fed-by-outbound'
      END,
      CASE
        WHEN hardly_any_hours THEN 'outbound-wants-dedicated-people content-is-work'
        WHEN hours = '5-15' AND "inbound-assets" = 'nothing' THEN 'content-is-work'
      END,
      CASE WHEN no_money AND plenty_to_ask THEN 'referral-costs-little' END,
      CASE WHEN someone_to_ask AND (hardly_any_hours OR priority = 'least-work') THEN 'referral-takes-little-work' END,
      CASE
        WHEN budget = 'ample' THEN 'money-for-paid-inbound'
        WHEN no_cash AND patience IN ('6-12-months', 'over-1-year')
          AND ("inbound-assets" = 'regular-enquiries' OR NOT hardly_any_hours) THEN 'little-money-but-time'
      END,
      CASE WHEN plenty_to_ask OR (customers <> 'none' AND network <> 'none') THEN 'people-to-ask' END,
      CASE WHEN goal <> 'few-extra-deals' OR priority IN ('forecast', 'volume') THEN 'referral-cannot-be-planned' END,
      CASE priority
        WHEN 'forecast' THEN 'outbound-can-be-forecast inbound-can-be-repeated'
        WHEN 'fit' THEN 'referral-often-misfit inbound-brings-noise'
        WHEN 'volume' THEN 'both-can-be-scaled'
        WHEN 'conversion' THEN CASE WHEN someone_to_ask THEN 'referral-convert-well' END
      END,
      CASE WHEN priority = 'conversion' AND NOT noisy THEN 'inbound-convert-readily' END,
      CASE WHEN priority = 'conversion' AND NOT picture_precise AND NOT names_listed THEN 'outbound-converts-less' END,
      CASE WHEN segment = 'new' AND goal <> 'test-segment' THEN 'untested-segment' END,
      CASE people
        WHEN 'strong-sellers' THEN 'somebody-to-open-conversations'
        WHEN 'nobody' THEN 'somebody-to-open-conversations nobody-carries-leads-on'
        WHEN 'to-be-hired' THEN 'people-still-to-be-paid'
        WHEN 'founders-learning' THEN CASE WHEN someone_to_ask THEN 'natural-for-founders' END
      END,
      CASE
        WHEN timeline = 'under-1-month' THEN CASE WHEN someone_to_ask THEN 'referral-is-quickest' END
        WHEN timeline = '1-3-months' THEN CASE WHEN plenty_to_ask THEN 'referral-is-quickest' END
      END,
      CASE WHEN near_deadline AND buyers <> 'compare' THEN 'inbound-takes-its-time' END,
      CASE WHEN outreach_runs THEN 'outreach-past-its-ramp-up' END,
      CASE patience
        WHEN 'under-3-months' THEN 'inbound-asks-for-patience'
        WHEN '3-6-months' THEN 'inbound-asks-for-patience'
        WHEN 'over-1-year' THEN 'inbound-pays-in-the-long-run'
      END
    ) AS rules,
    nullif(concat_ws(
      ' ',
      CASE WHEN leader IS NULL THEN status END,
      CASE WHEN goal = 'scale-proven-segment' AND segment = 'new' THEN 'contradiction:scale-without-proof' END,
      CASE WHEN goal = 'lasting-pipeline' AND patience = 'under-3-months' THEN 'contradiction:lasting-but-impatient' END,
      CASE WHEN goal = 'few-extra-deals' AND priority = 'forecast' THEN 'contradiction:extra-deals-but-forecast' END,
      CASE WHEN picture_unclear AND "named-accounts" <> 'none' THEN 'contradiction:named-accounts-without-icp' END,
      CASE WHEN goal = 'test-segment' AND segment = 'proven' THEN 'contradiction:test-of-a-proven-segment' END,
      CASE WHEN goal = 'feed-closers' AND nobody THEN 'contradiction:feed-closers-without-closers' END,
      CASE WHEN goal = 'scale-proven-segment' AND priority = 'least-work' THEN 'contradiction:least-work-but-scale' END,
      CASE
        WHEN referral_out AND timeline = 'under-1-month' AND outreach <> 'running'
          AND "inbound-assets" IN ('nothing', 'content-only') THEN 'contradiction:nothing-that-fast'
      END,
      CASE WHEN inbound_out THEN 'contradiction:no-means' END,
      CASE WHEN referral_out THEN 'infeasible-approach:referral' END,
      CASE WHEN inbound_out THEN 'infeasible-approach:inbound' END,
      CASE
        WHEN outbound_out THEN 'infeasible-approach:outbound'
        WHEN nobody OR outbound_held_back THEN 'may-not-lead:outbound'
      END,
      CASE WHEN nobody AND outreach <> 'not-started' THEN 'unused-answer:outreach' END,
      CASE WHEN picture_unclear AND "named-accounts" <> 'none' THEN 'unused-answer:named-accounts' END
    ), '') AS cautions
  FROM results
) TO {target} (FORMAT csv, HEADER);
