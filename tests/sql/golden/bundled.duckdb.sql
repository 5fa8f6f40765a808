-- The rulebook leadadvisor 2.0.0 as one SELECT for duckdb.
-- Written by leadadvisor rules sql; the files it is made from: sha256:...
-- A cell is an option, empty (or NULL) where nobody answered, or unsure. A row where a cell is none of these
-- names its column in unreadable and is told nothing else. Shares are in percent and sum to 100, or are all 0
-- where nothing is feasible. State says how far the leader's best channel is: now, prepare, not-yet or no.
-- leadadvisor rules show ID says what a rule or a blocker rests on.
WITH "answers" AS (
  /* 1. The answers as they are written. Rows with the same answers are worked out once. */
  SELECT DISTINCT
    COALESCE(LOWER(TRIM(CAST("t"."sells-to" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_sells-to",
    COALESCE(LOWER(TRIM(CAST("t"."goal" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_goal",
    COALESCE(LOWER(TRIM(CAST("t"."timeline" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_timeline",
    COALESCE(LOWER(TRIM(CAST("t"."segment" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_segment",
    COALESCE(LOWER(TRIM(CAST("t"."customers" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_customers",
    COALESCE(LOWER(TRIM(CAST("t"."network" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_network",
    COALESCE(LOWER(TRIM(CAST("t"."people" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_people",
    COALESCE(LOWER(TRIM(CAST("t"."outreach" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_outreach",
    COALESCE(LOWER(TRIM(CAST("t"."icp-clarity" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_icp-clarity",
    COALESCE(LOWER(TRIM(CAST("t"."named-accounts" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_named-accounts",
    COALESCE(LOWER(TRIM(CAST("t"."buyers" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_buyers",
    COALESCE(LOWER(TRIM(CAST("t"."hours" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_hours",
    COALESCE(LOWER(TRIM(CAST("t"."budget" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_budget",
    COALESCE(LOWER(TRIM(CAST("t"."patience" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_patience",
    COALESCE(LOWER(TRIM(CAST("t"."inbound-assets" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_inbound-assets",
    COALESCE(LOWER(TRIM(CAST("t"."priority" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_priority",
    COALESCE(LOWER(TRIM(CAST("t"."competition" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_competition",
    COALESCE(LOWER(TRIM(CAST("t"."lead-definition" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '') AS "answer_lead-definition"
  FROM "profiles" AS "t"
), "asked" AS (
  /* 2. Where a question would not be asked, something else counts than what is written. */
  SELECT
    *,
    CASE WHEN "answer_people" = 'nobody' THEN 'not-started' ELSE "answer_outreach" END AS "asked_outreach",
    CASE WHEN "answer_icp-clarity" = 'unclear' THEN 'none' ELSE "answer_named-accounts" END AS "asked_named-accounts"
  FROM "answers"
), "speaking" AS (
  /* 3. Which rules speak: 0 is silent, another number is the level that speaks. */
  /* And how far each channel is: now, prepare, not-yet or no. */
  SELECT
    *,
    CASE
      WHEN "answer_inbound-assets" = 'regular-enquiries'
      THEN 1
      WHEN "answer_inbound-assets" = 'noisy-enquiries'
      THEN 2
      ELSE 0
    END AS "rule_enquiries-already-come",
    CASE WHEN "answer_buyers" = 'study' THEN 1 ELSE 0 END AS "rule_buyers-study-first",
    CASE WHEN "answer_buyers" = 'compare' THEN 1 ELSE 0 END AS "rule_buyers-compare-suppliers",
    CASE WHEN "answer_buyers" = 'unaware' THEN 1 WHEN "answer_buyers" = 'simple' THEN 2 ELSE 0 END AS "rule_buyers-do-not-search",
    CASE WHEN "answer_buyers" = 'unaware' THEN 1 ELSE 0 END AS "rule_demand-to-be-awakened",
    CASE
      WHEN "answer_icp-clarity" = 'precise' AND "answer_priority" = 'fit'
      THEN 1
      WHEN "answer_icp-clarity" = 'precise' AND "answer_priority" IN ('forecast', 'conversion', 'volume', 'least-work')
      THEN 2
      ELSE 0
    END AS "rule_clear-picture-of-the-buyer",
    CASE WHEN "answer_icp-clarity" = 'unclear' THEN 1 ELSE 0 END AS "rule_unclear-picture-of-the-buyer",
    CASE WHEN "asked_named-accounts" IN ('up-to-50', 'over-50') THEN 1 ELSE 0 END AS "rule_named-accounts-known",
    CASE WHEN "answer_competition" = 'many' THEN 1 ELSE 0 END AS "rule_crowded-market",
    CASE WHEN "answer_goal" = 'few-extra-deals' THEN 1 ELSE 0 END AS "rule_extra-deals-by-referral",
    CASE WHEN "answer_goal" = 'near-term-target' THEN 1 ELSE 0 END AS "rule_near-term-by-outbound",
    CASE WHEN "answer_goal" = 'launch-product' THEN 1 ELSE 0 END AS "rule_launch-by-outbound",
    CASE WHEN "answer_goal" = 'test-segment' THEN 1 ELSE 0 END AS "rule_new-segment-by-outbound",
    CASE WHEN "answer_goal" = 'scale-proven-segment' THEN 1 ELSE 0 END AS "rule_scale-up-by-inbound",
    CASE WHEN "answer_goal" = 'scale-proven-segment' AND "answer_segment" IN ('one-or-two', 'new') THEN 1 ELSE 0 END AS "rule_growth-without-proof",
    CASE WHEN "answer_goal" = 'lasting-pipeline' THEN 1 ELSE 0 END AS "rule_lasting-pipeline-by-inbound",
    CASE WHEN "answer_goal" = 'feed-closers' THEN 1 ELSE 0 END AS "rule_closers-fed-by-outbound",
    CASE
      WHEN "answer_goal" = 'feed-closers' AND "answer_budget" = 'none'
      THEN 1
      WHEN "answer_goal" = 'feed-closers' AND "answer_budget" = 'small-tests'
      THEN 2
      ELSE 0
    END AS "rule_closers-fed-for-small-money",
    CASE
      WHEN "answer_hours" = 'under-5'
      THEN 1
      WHEN "answer_hours" IN ('5-15', '15-40', 'over-40') AND "answer_people" = 'to-be-hired'
      THEN 2
      ELSE 0
    END AS "rule_outbound-takes-people",
    CASE WHEN "answer_budget" = 'none' THEN 1 WHEN "answer_budget" = 'small-tests' THEN 2 ELSE 0 END AS "rule_outbound-costs-money",
    CASE WHEN "answer_budget" = 'none' THEN 1 WHEN "answer_budget" = 'small-tests' THEN 2 ELSE 0 END AS "rule_inbound-on-a-limited-budget",
    CASE
      WHEN "answer_hours" = 'under-5'
      THEN 1
      WHEN "answer_hours" = '5-15' AND "answer_inbound-assets" = 'nothing'
      THEN 2
      ELSE 0
    END AS "rule_content-is-work",
    CASE
      WHEN "answer_budget" = 'none' AND (
        "answer_customers" = 'many' OR "answer_network" = 'many'
      )
      THEN 1
      ELSE 0
    END AS "rule_referral-costs-little",
    CASE
      WHEN (
        "answer_hours" = 'under-5' OR "answer_priority" = 'least-work'
      )
      AND (
        "answer_customers" = 'many' OR "answer_network" = 'many'
      )
      THEN 1
      WHEN (
        (
          "answer_hours" IN ('5-15', '15-40', 'over-40')
          AND "answer_priority" IN ('forecast', 'fit', 'conversion', 'volume')
        )
        OR (
          "answer_customers" IN ('none', 'few') AND "answer_network" IN ('none', 'some')
        )
      )
      AND (
        "answer_hours" = 'under-5' OR "answer_priority" = 'least-work'
      )
      AND (
        "answer_customers" IN ('few', 'many') OR "answer_network" IN ('some', 'many')
      )
      THEN 2
      ELSE 0
    END AS "rule_referral-takes-little-work",
    CASE
      WHEN "answer_customers" = 'many' AND "answer_network" = 'many'
      THEN 1
      WHEN (
        "answer_customers" IN ('none', 'few') OR "answer_network" IN ('none', 'some')
      )
      AND (
        (
          "answer_customers" = 'many' AND "answer_network" = 'some'
        )
        OR (
          "answer_customers" = 'few' AND "answer_network" = 'many'
        )
      )
      THEN 2
      WHEN (
        "answer_customers" IN ('none', 'few') OR "answer_network" IN ('none', 'some')
      )
      AND (
        "answer_customers" IN ('none', 'few') OR "answer_network" IN ('none', 'many')
      )
      AND (
        "answer_customers" IN ('none', 'many') OR "answer_network" IN ('none', 'some')
      )
      AND (
        "answer_customers" = 'many'
        OR "answer_network" = 'many'
        OR (
          "answer_customers" = 'few' AND "answer_network" = 'some'
        )
      )
      THEN 3
      ELSE 0
    END AS "rule_people-to-ask",
    CASE
      WHEN "answer_goal" IN ('test-segment', 'scale-proven-segment', 'lasting-pipeline', 'feed-closers')
      THEN 1
      WHEN "answer_goal" IN ('near-term-target', 'launch-product')
      THEN 2
      ELSE 0
    END AS "rule_referral-cannot-be-planned",
    CASE
      WHEN "answer_priority" = 'conversion' AND (
        "answer_customers" = 'many' OR "answer_network" = 'many'
      )
      THEN 1
      WHEN "answer_priority" = 'conversion'
      AND "answer_customers" IN ('none', 'few')
      AND "answer_network" IN ('none', 'some')
      AND (
        "answer_customers" = 'few' OR "answer_network" = 'some'
      )
      THEN 2
      ELSE 0
    END AS "rule_referral-convert-well",
    CASE WHEN "answer_priority" = 'fit' THEN 1 ELSE 0 END AS "rule_referral-often-misfit",
    CASE
      WHEN "answer_priority" = 'conversion'
      AND "answer_inbound-assets" IN ('nothing', 'content-only', 'regular-enquiries')
      AND "answer_buyers" IN ('study', 'unaware', 'simple')
      THEN 1
      ELSE 0
    END AS "rule_inbound-convert-readily",
    CASE WHEN "answer_priority" = 'fit' THEN 1 ELSE 0 END AS "rule_inbound-brings-noise",
    CASE WHEN "answer_priority" = 'forecast' THEN 1 ELSE 0 END AS "rule_outbound-can-be-forecast",
    CASE WHEN "answer_priority" = 'forecast' THEN 1 ELSE 0 END AS "rule_inbound-can-be-repeated",
    CASE WHEN "answer_priority" = 'volume' THEN 1 ELSE 0 END AS "rule_both-can-be-scaled",
    CASE
      WHEN "answer_segment" = 'new'
      AND "answer_goal" IN (
        'few-extra-deals',
        'near-term-target',
        'launch-product',
        'scale-proven-segment',
        'lasting-pipeline',
        'feed-closers'
      )
      THEN 1
      ELSE 0
    END AS "rule_untested-segment",
    CASE
      WHEN "answer_people" = 'strong-sellers'
      THEN 1
      WHEN "answer_people" = 'owner-sells'
      THEN 2
      WHEN "answer_people" = 'nobody'
      THEN 3
      ELSE 0
    END AS "rule_somebody-to-open-conversations",
    CASE WHEN "answer_people" = 'nobody' THEN 1 ELSE 0 END AS "rule_nobody-carries-leads-on",
    CASE
      WHEN "answer_people" = 'founders-learning'
      AND (
        "answer_customers" IN ('few', 'many') OR "answer_network" IN ('some', 'many')
      )
      THEN 1
      ELSE 0
    END AS "rule_natural-for-founders",
    CASE
      WHEN "answer_timeline" = 'under-1-month' AND (
        "answer_customers" = 'many' OR "answer_network" = 'many'
      )
      THEN 1
      WHEN "answer_timeline" = '1-3-months' AND (
        "answer_customers" = 'many' OR "answer_network" = 'many'
      )
      THEN 2
      WHEN "answer_timeline" = 'under-1-month'
      AND "answer_customers" IN ('none', 'few')
      AND "answer_network" IN ('none', 'some')
      AND (
        "answer_customers" = 'few' OR "answer_network" = 'some'
      )
      THEN 3
      ELSE 0
    END AS "rule_referral-is-quickest",
    CASE
      WHEN "answer_buyers" IN ('study', 'unaware', 'simple') AND "answer_timeline" IN ('under-1-month', '1-3-months')
      THEN 1
      ELSE 0
    END AS "rule_inbound-takes-its-time",
    CASE
      WHEN "asked_outreach" = 'running' AND "answer_timeline" IN ('under-1-month', '1-3-months')
      THEN 1
      WHEN "asked_outreach" = 'running' AND "answer_timeline" IN ('3-6-months', '6-12-months', 'no-deadline')
      THEN 2
      ELSE 0
    END AS "rule_outreach-past-its-ramp-up",
    CASE WHEN "asked_outreach" = 'tried-without-replies' THEN 1 ELSE 0 END AS "rule_outreach-tried-in-vain",
    CASE WHEN "answer_patience" = 'under-3-months' THEN 1 WHEN "answer_patience" = '3-6-months' THEN 2 ELSE 0 END AS "rule_inbound-asks-for-patience",
    CASE WHEN "answer_patience" = 'over-1-year' THEN 1 ELSE 0 END AS "rule_inbound-customers-worth-more",
    CASE
      WHEN "answer_customers" = 'none'
      THEN 'no'
      WHEN "answer_customers" IN ('few', 'many') AND "answer_priority" = 'fit' AND "answer_icp-clarity" = 'unclear'
      THEN 'prepare'
      WHEN "answer_customers" IN ('few', 'many') AND "answer_priority" = 'fit'
      THEN 'now'
      WHEN "answer_customers" IN ('few', 'many') AND "answer_goal" = 'few-extra-deals'
      THEN 'now'
      WHEN "answer_customers" IN ('few', 'many') AND "answer_timeline" IN ('under-1-month', '1-3-months')
      THEN 'now'
      WHEN "answer_customers" IN ('few', 'many')
      THEN 'now'
      ELSE 'prepare'
    END AS "channel_ask-customers",
    CASE
      WHEN "answer_network" = 'none'
      THEN 'no'
      WHEN "answer_network" IN ('some', 'many') AND "answer_priority" = 'fit' AND "answer_icp-clarity" = 'unclear'
      THEN 'prepare'
      WHEN "answer_network" IN ('some', 'many') AND "answer_priority" = 'fit'
      THEN 'now'
      WHEN "answer_network" IN ('some', 'many') AND "answer_goal" = 'few-extra-deals'
      THEN 'now'
      WHEN "answer_network" IN ('some', 'many') AND "answer_timeline" IN ('under-1-month', '1-3-months')
      THEN 'now'
      WHEN "answer_network" IN ('some', 'many')
      THEN 'now'
      ELSE 'prepare'
    END AS "channel_personal-network",
    CASE
      WHEN "answer_inbound-assets" = 'noisy-enquiries'
      THEN 'now'
      WHEN "answer_inbound-assets" = 'regular-enquiries'
      THEN 'now'
      ELSE 'not-yet'
    END AS "channel_qualify-enquiries",
    CASE
      WHEN "answer_buyers" = 'simple'
      THEN 'no'
      WHEN "answer_buyers" = 'unaware'
      THEN 'not-yet'
      WHEN "answer_hours" = 'under-5'
      THEN 'prepare'
      WHEN "answer_hours" IN ('5-15', '15-40', 'over-40') AND "answer_inbound-assets" = 'regular-enquiries'
      THEN 'now'
      WHEN "answer_patience" = 'under-3-months'
      THEN 'prepare'
      WHEN "answer_hours" IN ('5-15', '15-40', 'over-40') AND "answer_buyers" = 'study'
      THEN 'now'
      WHEN "answer_hours" IN ('5-15', '15-40', 'over-40') AND "answer_buyers" = 'compare'
      THEN 'now'
      ELSE 'prepare'
    END AS "channel_content",
    CASE
      WHEN "answer_buyers" = 'simple'
      THEN 'no'
      WHEN "answer_buyers" = 'unaware'
      THEN 'not-yet'
      WHEN "answer_hours" = 'under-5'
      THEN 'prepare'
      WHEN "answer_patience" = 'under-3-months' AND "answer_inbound-assets" IN ('nothing', 'content-only')
      THEN 'prepare'
      WHEN "answer_inbound-assets" = 'nothing' AND "answer_buyers" IN ('compare', 'study')
      THEN 'prepare'
      WHEN "answer_buyers" IN ('compare', 'study')
      THEN 'now'
      ELSE 'prepare'
    END AS "channel_search",
    CASE
      WHEN "answer_hours" = 'under-5' AND "answer_buyers" IN ('unaware', 'simple')
      THEN 'prepare'
      WHEN "answer_patience" = 'under-3-months' AND "answer_buyers" IN ('unaware', 'simple')
      THEN 'prepare'
      WHEN "answer_buyers" IN ('unaware', 'simple')
      THEN 'prepare'
      WHEN "answer_patience" = 'under-3-months'
      THEN 'not-yet'
      WHEN "answer_hours" IN ('15-40', 'over-40')
      AND "answer_inbound-assets" IN ('content-only', 'regular-enquiries', 'noisy-enquiries')
      AND "answer_buyers" IN ('compare', 'study')
      THEN 'now'
      WHEN "answer_hours" IN ('5-15', '15-40', 'over-40')
      THEN 'not-yet'
      ELSE 'not-yet'
    END AS "channel_social-posts",
    CASE
      WHEN "answer_budget" = 'none'
      THEN 'no'
      WHEN "answer_buyers" IN ('unaware', 'simple')
      THEN 'no'
      WHEN "answer_budget" = 'small-tests'
      THEN 'no'
      WHEN "answer_people" = 'nobody'
      AND "answer_inbound-assets" IN ('regular-enquiries', 'noisy-enquiries')
      AND "answer_budget" IN ('steady', 'ample')
      AND "answer_buyers" = 'compare'
      THEN 'prepare'
      WHEN "answer_people" = 'nobody' AND "answer_budget" IN ('steady', 'ample') AND "answer_buyers" = 'compare'
      THEN 'not-yet'
      WHEN "answer_inbound-assets" = 'noisy-enquiries'
      AND "answer_budget" IN ('steady', 'ample')
      AND "answer_buyers" = 'compare'
      THEN 'prepare'
      WHEN "answer_icp-clarity" = 'unclear' AND "answer_budget" IN ('steady', 'ample') AND "answer_buyers" = 'compare'
      THEN 'prepare'
      WHEN "answer_buyers" = 'study'
      THEN 'not-yet'
      WHEN "answer_budget" IN ('steady', 'ample') AND "answer_buyers" = 'compare'
      THEN 'now'
      WHEN "answer_budget" IN ('steady', 'ample')
      THEN 'not-yet'
      ELSE 'not-yet'
    END AS "channel_paid-ads",
    CASE
      WHEN "answer_people" = 'nobody'
      THEN 'no'
      WHEN "asked_outreach" = 'running'
      THEN 'now'
      WHEN "answer_people" = 'to-be-hired'
      THEN 'prepare'
      WHEN "answer_people" = 'closers-only'
      THEN 'not-yet'
      WHEN "answer_people" = 'founders-learning'
      AND "asked_named-accounts" IN ('up-to-50', 'over-50')
      AND "asked_outreach" = 'tried-without-replies'
      THEN 'prepare'
      WHEN "answer_people" = 'founders-learning' AND "asked_named-accounts" IN ('up-to-50', 'over-50')
      THEN 'prepare'
      WHEN "answer_people" = 'founders-learning'
      THEN 'not-yet'
      WHEN "answer_icp-clarity" = 'unclear'
      THEN 'prepare'
      WHEN "asked_outreach" = 'tried-without-replies' AND "answer_icp-clarity" IN ('precise', 'rough')
      THEN 'prepare'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells') AND "asked_named-accounts" IN ('up-to-50', 'over-50')
      THEN 'now'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells') AND "answer_icp-clarity" IN ('precise', 'rough')
      THEN 'prepare'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells')
      THEN 'prepare'
      ELSE 'prepare'
    END AS "channel_cold-calling",
    CASE
      WHEN "answer_icp-clarity" = 'unclear'
      THEN 'no'
      WHEN "answer_people" = 'nobody' AND "answer_budget" IN ('steady', 'ample')
      THEN 'prepare'
      WHEN "answer_people" = 'nobody'
      THEN 'prepare'
      WHEN "answer_people" = 'to-be-hired'
      THEN 'prepare'
      WHEN "asked_outreach" = 'tried-without-replies'
      THEN 'prepare'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells', 'closers-only', 'founders-learning')
      AND "asked_named-accounts" IN ('up-to-50', 'over-50')
      THEN 'now'
      WHEN "asked_named-accounts" IN ('up-to-50', 'over-50')
      THEN 'prepare'
      WHEN "asked_named-accounts" = 'none' AND "answer_icp-clarity" IN ('precise', 'rough')
      THEN 'prepare'
      ELSE 'prepare'
    END AS "channel_named-accounts",
    CASE
      WHEN "asked_outreach" = 'running'
      THEN 'now'
      WHEN "answer_people" = 'nobody' AND "answer_budget" IN ('steady', 'ample')
      THEN 'prepare'
      WHEN "answer_people" = 'nobody'
      THEN 'prepare'
      WHEN "answer_people" = 'to-be-hired'
      THEN 'prepare'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells')
      AND "asked_outreach" IN ('started', 'tried-without-replies', 'not-started')
      THEN 'not-yet'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells')
      THEN 'not-yet'
      WHEN "answer_icp-clarity" = 'unclear'
      THEN 'prepare'
      WHEN "asked_outreach" = 'tried-without-replies' AND "answer_icp-clarity" IN ('precise', 'rough')
      THEN 'prepare'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells', 'closers-only', 'founders-learning')
      AND "asked_named-accounts" IN ('up-to-50', 'over-50')
      AND "answer_icp-clarity" IN ('precise', 'rough')
      THEN 'now'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells', 'closers-only', 'founders-learning')
      AND "answer_icp-clarity" IN ('precise', 'rough')
      THEN 'prepare'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells', 'closers-only', 'founders-learning')
      THEN 'prepare'
      ELSE 'prepare'
    END AS "channel_cold-email",
    CASE
      WHEN "asked_outreach" = 'running'
      THEN 'now'
      WHEN "answer_hours" = 'under-5'
      THEN 'not-yet'
      WHEN "answer_people" IN ('to-be-hired', 'nobody')
      THEN 'not-yet'
      WHEN "answer_people" IN ('strong-sellers', 'owner-sells')
      THEN 'not-yet'
      WHEN "answer_people" IN ('closers-only', 'founders-learning')
      AND "asked_outreach" IN ('started', 'tried-without-replies', 'not-started')
      THEN 'not-yet'
      ELSE 'not-yet'
    END AS "channel_linkedin-messages",
    CASE
      WHEN "answer_budget" = 'none'
      THEN 'no'
      WHEN "answer_budget" IN ('steady', 'ample') AND "asked_named-accounts" IN ('up-to-50', 'over-50')
      THEN 'not-yet'
      WHEN "answer_budget" IN ('steady', 'ample')
      THEN 'not-yet'
      ELSE 'not-yet'
    END AS "channel_direct-mail"
  FROM "asked"
), "weighed" AS (
  /* 4. What the rules add to each approach, and what the blockers forbid. */
  /* The state of an approach is the best of its channels'. */
  SELECT
    "answer_sells-to",
    "answer_goal",
    "answer_timeline",
    "answer_segment",
    "answer_customers",
    "answer_network",
    "answer_people",
    "answer_outreach",
    "answer_icp-clarity",
    "answer_named-accounts",
    "answer_buyers",
    "answer_hours",
    "answer_budget",
    "answer_patience",
    "answer_inbound-assets",
    "answer_priority",
    "answer_competition",
    "answer_lead-definition",
    6 * "rule_extra-deals-by-referral" + 3 * "rule_referral-costs-little"
      + CASE "rule_referral-takes-little-work" WHEN 1 THEN 3 WHEN 2 THEN 1 ELSE 0 END
      + CASE "rule_people-to-ask" WHEN 1 THEN 4 WHEN 2 THEN 3 WHEN 3 THEN 1 ELSE 0 END
      + CASE "rule_referral-cannot-be-planned" WHEN 1 THEN -4 WHEN 2 THEN -1 ELSE 0 END
      + CASE "rule_referral-convert-well" WHEN 1 THEN 3 WHEN 2 THEN 1 ELSE 0 END
      - 3 * "rule_referral-often-misfit" + "rule_natural-for-founders"
      + CASE "rule_referral-is-quickest" WHEN 1 THEN 4 WHEN 2 THEN 3 WHEN 3 THEN 1 ELSE 0 END AS "points_referral",
    CASE "rule_enquiries-already-come" WHEN 1 THEN 4 WHEN 2 THEN 1 ELSE 0 END + 3 * "rule_buyers-study-first"
      + 3 * "rule_buyers-compare-suppliers"
      + CASE "rule_buyers-do-not-search" WHEN 1 THEN -4 WHEN 2 THEN -4 ELSE 0 END - "rule_crowded-market"
      + 6 * "rule_scale-up-by-inbound" - 4 * "rule_growth-without-proof"
      + 7 * "rule_lasting-pipeline-by-inbound"
      + CASE "rule_inbound-on-a-limited-budget" WHEN 1 THEN 1 WHEN 2 THEN 1 ELSE 0 END
      + CASE "rule_content-is-work" WHEN 1 THEN -3 WHEN 2 THEN -1 ELSE 0 END + "rule_inbound-convert-readily"
      - "rule_inbound-brings-noise" + 3 * "rule_inbound-can-be-repeated" + "rule_both-can-be-scaled"
      - 3 * "rule_inbound-takes-its-time"
      + CASE "rule_inbound-asks-for-patience" WHEN 1 THEN -4 WHEN 2 THEN -3 ELSE 0 END
      + "rule_inbound-customers-worth-more" AS "points_inbound",
    "rule_demand-to-be-awakened"
      + CASE "rule_clear-picture-of-the-buyer" WHEN 1 THEN 4 WHEN 2 THEN 3 ELSE 0 END
      - "rule_unclear-picture-of-the-buyer" + 3 * "rule_named-accounts-known"
      + 4 * "rule_near-term-by-outbound" + 4 * "rule_launch-by-outbound" + 6 * "rule_new-segment-by-outbound"
      + 6 * "rule_growth-without-proof" + 6 * "rule_closers-fed-by-outbound"
      + CASE "rule_closers-fed-for-small-money" WHEN 1 THEN 3 WHEN 2 THEN 3 ELSE 0 END
      + CASE "rule_outbound-takes-people" WHEN 1 THEN -3 WHEN 2 THEN -1 ELSE 0 END
      + CASE "rule_outbound-costs-money" WHEN 1 THEN -1 WHEN 2 THEN -1 ELSE 0 END
      + 4 * "rule_outbound-can-be-forecast" + "rule_both-can-be-scaled" + "rule_untested-segment"
      + CASE "rule_somebody-to-open-conversations" WHEN 1 THEN 3 WHEN 2 THEN 3 WHEN 3 THEN -3 ELSE 0 END
      - 4 * "rule_nobody-carries-leads-on"
      + CASE "rule_outreach-past-its-ramp-up" WHEN 1 THEN 3 WHEN 2 THEN 1 ELSE 0 END
      - 3 * "rule_outreach-tried-in-vain" AS "points_outbound",
    CASE WHEN "answer_customers" = 'none' AND "answer_network" = 'none' THEN 'ruled out' ELSE 'may lead' END AS "gate_referral", /* ruled out: nobody-to-ask */
    CASE
      WHEN "answer_budget" = 'none'
      AND "answer_hours" = 'under-5'
      AND "answer_inbound-assets" IN ('nothing', 'content-only')
      THEN 'ruled out'
      ELSE 'may lead'
    END AS "gate_inbound", /* ruled out: no-means-for-inbound */
    CASE
      WHEN (
        "answer_people" = 'nobody' AND "answer_budget" = 'none' AND "answer_hours" = 'under-5'
      )
      OR (
        "answer_people" = 'to-be-hired'
        AND "answer_budget" = 'none'
        AND "answer_hours" = 'under-5'
        AND "answer_customers" = 'none'
        AND "answer_network" = 'none'
        AND "asked_outreach" IN ('started', 'tried-without-replies', 'not-started')
        AND "answer_inbound-assets" IN ('nothing', 'content-only')
      )
      THEN 'ruled out'
      WHEN (
        "answer_people" = 'nobody' AND "answer_budget" IN ('none', 'small-tests')
      )
      OR (
        "answer_people" = 'to-be-hired' AND "answer_budget" = 'none' AND "answer_hours" = 'under-5'
      )
      THEN 'may not lead'
      ELSE 'may lead'
    END AS "gate_outbound", /* ruled out: no-means-for-outbound, hire-is-all-there-is */ /* may not lead: nobody-to-sell, hire-without-means */
    CASE
      WHEN 'now' IN ("channel_ask-customers", "channel_personal-network")
      THEN 'now'
      WHEN 'prepare' IN ("channel_ask-customers", "channel_personal-network")
      THEN 'prepare'
      WHEN 'not-yet' IN ("channel_ask-customers", "channel_personal-network")
      THEN 'not-yet'
      ELSE 'no'
    END AS "state_referral",
    CASE
      WHEN 'now' IN ("channel_qualify-enquiries", "channel_content", "channel_search", "channel_social-posts", "channel_paid-ads")
      THEN 'now'
      WHEN 'prepare' IN ("channel_qualify-enquiries", "channel_content", "channel_search", "channel_social-posts", "channel_paid-ads")
      THEN 'prepare'
      WHEN 'not-yet' IN ("channel_qualify-enquiries", "channel_content", "channel_search", "channel_social-posts", "channel_paid-ads")
      THEN 'not-yet'
      ELSE 'no'
    END AS "state_inbound",
    CASE
      WHEN 'now' IN (
        "channel_cold-calling",
        "channel_named-accounts",
        "channel_cold-email",
        "channel_linkedin-messages",
        "channel_direct-mail"
      )
      THEN 'now'
      WHEN 'prepare' IN (
        "channel_cold-calling",
        "channel_named-accounts",
        "channel_cold-email",
        "channel_linkedin-messages",
        "channel_direct-mail"
      )
      THEN 'prepare'
      WHEN 'not-yet' IN (
        "channel_cold-calling",
        "channel_named-accounts",
        "channel_cold-email",
        "channel_linkedin-messages",
        "channel_direct-mail"
      )
      THEN 'not-yet'
      ELSE 'no'
    END AS "state_outbound",
    TRIM(
      CONCAT(
        CASE WHEN "rule_enquiries-already-come" > 0 THEN 'enquiries-already-come ' ELSE '' END,
        CASE WHEN "rule_buyers-study-first" > 0 THEN 'buyers-study-first ' ELSE '' END,
        CASE WHEN "rule_buyers-compare-suppliers" > 0 THEN 'buyers-compare-suppliers ' ELSE '' END,
        CASE WHEN "rule_buyers-do-not-search" > 0 THEN 'buyers-do-not-search ' ELSE '' END,
        CASE WHEN "rule_demand-to-be-awakened" > 0 THEN 'demand-to-be-awakened ' ELSE '' END,
        CASE WHEN "rule_clear-picture-of-the-buyer" > 0 THEN 'clear-picture-of-the-buyer ' ELSE '' END,
        CASE WHEN "rule_unclear-picture-of-the-buyer" > 0 THEN 'unclear-picture-of-the-buyer ' ELSE '' END,
        CASE WHEN "rule_named-accounts-known" > 0 THEN 'named-accounts-known ' ELSE '' END,
        CASE WHEN "rule_crowded-market" > 0 THEN 'crowded-market ' ELSE '' END,
        CASE WHEN "rule_extra-deals-by-referral" > 0 THEN 'extra-deals-by-referral ' ELSE '' END,
        CASE WHEN "rule_near-term-by-outbound" > 0 THEN 'near-term-by-outbound ' ELSE '' END,
        CASE WHEN "rule_launch-by-outbound" > 0 THEN 'launch-by-outbound ' ELSE '' END,
        CASE WHEN "rule_new-segment-by-outbound" > 0 THEN 'new-segment-by-outbound ' ELSE '' END,
        CASE WHEN "rule_scale-up-by-inbound" > 0 THEN 'scale-up-by-inbound ' ELSE '' END,
        CASE WHEN "rule_growth-without-proof" > 0 THEN 'growth-without-proof ' ELSE '' END,
        CASE WHEN "rule_lasting-pipeline-by-inbound" > 0 THEN 'lasting-pipeline-by-inbound ' ELSE '' END,
        CASE WHEN "rule_closers-fed-by-outbound" > 0 THEN 'closers-fed-by-outbound ' ELSE '' END,
        CASE WHEN "rule_closers-fed-for-small-money" > 0 THEN 'closers-fed-for-small-money ' ELSE '' END,
        CASE WHEN "rule_outbound-takes-people" > 0 THEN 'outbound-takes-people ' ELSE '' END,
        CASE WHEN "rule_outbound-costs-money" > 0 THEN 'outbound-costs-money ' ELSE '' END,
        CASE WHEN "rule_inbound-on-a-limited-budget" > 0 THEN 'inbound-on-a-limited-budget ' ELSE '' END,
        CASE WHEN "rule_content-is-work" > 0 THEN 'content-is-work ' ELSE '' END,
        CASE WHEN "rule_referral-costs-little" > 0 THEN 'referral-costs-little ' ELSE '' END,
        CASE WHEN "rule_referral-takes-little-work" > 0 THEN 'referral-takes-little-work ' ELSE '' END,
        CASE WHEN "rule_people-to-ask" > 0 THEN 'people-to-ask ' ELSE '' END,
        CASE WHEN "rule_referral-cannot-be-planned" > 0 THEN 'referral-cannot-be-planned ' ELSE '' END,
        CASE WHEN "rule_referral-convert-well" > 0 THEN 'referral-convert-well ' ELSE '' END,
        CASE WHEN "rule_referral-often-misfit" > 0 THEN 'referral-often-misfit ' ELSE '' END,
        CASE WHEN "rule_inbound-convert-readily" > 0 THEN 'inbound-convert-readily ' ELSE '' END,
        CASE WHEN "rule_inbound-brings-noise" > 0 THEN 'inbound-brings-noise ' ELSE '' END,
        CASE WHEN "rule_outbound-can-be-forecast" > 0 THEN 'outbound-can-be-forecast ' ELSE '' END,
        CASE WHEN "rule_inbound-can-be-repeated" > 0 THEN 'inbound-can-be-repeated ' ELSE '' END,
        CASE WHEN "rule_both-can-be-scaled" > 0 THEN 'both-can-be-scaled ' ELSE '' END,
        CASE WHEN "rule_untested-segment" > 0 THEN 'untested-segment ' ELSE '' END,
        CASE WHEN "rule_somebody-to-open-conversations" > 0 THEN 'somebody-to-open-conversations ' ELSE '' END,
        CASE WHEN "rule_nobody-carries-leads-on" > 0 THEN 'nobody-carries-leads-on ' ELSE '' END,
        CASE WHEN "rule_natural-for-founders" > 0 THEN 'natural-for-founders ' ELSE '' END,
        CASE WHEN "rule_referral-is-quickest" > 0 THEN 'referral-is-quickest ' ELSE '' END,
        CASE WHEN "rule_inbound-takes-its-time" > 0 THEN 'inbound-takes-its-time ' ELSE '' END,
        CASE WHEN "rule_outreach-past-its-ramp-up" > 0 THEN 'outreach-past-its-ramp-up ' ELSE '' END,
        CASE WHEN "rule_outreach-tried-in-vain" > 0 THEN 'outreach-tried-in-vain ' ELSE '' END,
        CASE WHEN "rule_inbound-asks-for-patience" > 0 THEN 'inbound-asks-for-patience ' ELSE '' END,
        CASE WHEN "rule_inbound-customers-worth-more" > 0 THEN 'inbound-customers-worth-more ' ELSE '' END
      )
    ) AS "rules",
    TRIM(
      CONCAT(
        CASE
          WHEN NOT "answer_sells-to" IN ('', 'unsure', 'new-firms', 'households', 'past-customers', 'marketplace')
          THEN 'sells-to '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_goal" IN (
            '',
            'unsure',
            'few-extra-deals',
            'near-term-target',
            'launch-product',
            'test-segment',
            'scale-proven-segment',
            'lasting-pipeline',
            'feed-closers'
          )
          THEN 'goal '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_timeline" IN ('', 'unsure', 'under-1-month', '1-3-months', '3-6-months', '6-12-months', 'no-deadline')
          THEN 'timeline '
          ELSE ''
        END,
        CASE WHEN NOT "answer_segment" IN ('', 'unsure', 'proven', 'one-or-two', 'new') THEN 'segment ' ELSE '' END,
        CASE WHEN NOT "answer_customers" IN ('', 'unsure', 'none', 'few', 'many') THEN 'customers ' ELSE '' END,
        CASE WHEN NOT "answer_network" IN ('', 'unsure', 'none', 'some', 'many') THEN 'network ' ELSE '' END,
        CASE
          WHEN NOT "answer_people" IN ('', 'unsure', 'strong-sellers', 'owner-sells', 'closers-only', 'founders-learning', 'to-be-hired', 'nobody')
          THEN 'people '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_outreach" IN ('', 'unsure', 'running', 'started', 'tried-without-replies', 'not-started')
          THEN 'outreach '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_icp-clarity" IN ('', 'unsure', 'precise', 'rough', 'unclear')
          THEN 'icp-clarity '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_named-accounts" IN ('', 'unsure', 'none', 'up-to-50', 'over-50')
          THEN 'named-accounts '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_buyers" IN ('', 'unsure', 'compare', 'study', 'unaware', 'simple')
          THEN 'buyers '
          ELSE ''
        END,
        CASE WHEN NOT "answer_hours" IN ('', 'unsure', 'under-5', '5-15', '15-40', 'over-40') THEN 'hours ' ELSE '' END,
        CASE
          WHEN NOT "answer_budget" IN ('', 'unsure', 'none', 'small-tests', 'steady', 'ample')
          THEN 'budget '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_patience" IN ('', 'unsure', 'under-3-months', '3-6-months', '6-12-months', 'over-1-year')
          THEN 'patience '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_inbound-assets" IN ('', 'unsure', 'nothing', 'content-only', 'regular-enquiries', 'noisy-enquiries')
          THEN 'inbound-assets '
          ELSE ''
        END,
        CASE
          WHEN NOT "answer_priority" IN ('', 'unsure', 'forecast', 'fit', 'conversion', 'volume', 'least-work')
          THEN 'priority '
          ELSE ''
        END,
        CASE WHEN NOT "answer_competition" IN ('', 'unsure', 'few', 'some', 'many') THEN 'competition ' ELSE '' END,
        CASE
          WHEN NOT "answer_lead-definition" IN ('', 'unsure', 'name', 'conversation', 'meeting')
          THEN 'lead-definition '
          ELSE ''
        END
      )
    ) AS "unreadable"
  FROM "speaking"
), "standings" AS (
  /* 5. Points and gates. Answers that come to the same are taken together from here on. */
  SELECT DISTINCT
    "points_referral",
    "points_inbound",
    "points_outbound",
    "gate_referral",
    "gate_inbound",
    "gate_outbound"
  FROM "weighed"
), "parts" AS (
  /* 6. Who leads: strictly the most points of those that may. The fewest and the most seats of each. */
  /* And how many times the part of another each should have: 7 points more double it. */
  SELECT
    *,
    CASE
      WHEN "gate_referral" = 'may lead'
      AND (
        "gate_inbound" <> 'may lead' OR "points_referral" > "points_inbound"
      )
      AND (
        "gate_outbound" <> 'may lead' OR "points_referral" > "points_outbound"
      )
      THEN 'referral'
      WHEN "gate_inbound" = 'may lead'
      AND (
        "gate_referral" <> 'may lead' OR "points_inbound" > "points_referral"
      )
      AND (
        "gate_outbound" <> 'may lead' OR "points_inbound" > "points_outbound"
      )
      THEN 'inbound'
      WHEN "gate_outbound" = 'may lead'
      AND (
        "gate_referral" <> 'may lead' OR "points_outbound" > "points_referral"
      )
      AND (
        "gate_inbound" <> 'may lead' OR "points_outbound" > "points_inbound"
      )
      THEN 'outbound'
      ELSE NULL
    END AS "leader",
    CASE WHEN "gate_referral" = 'ruled out' THEN 0 ELSE 1 END AS "fewest_referral",
    CASE
      WHEN "gate_referral" = 'ruled out'
      THEN 0
      WHEN "gate_referral" = 'may not lead' AND 'may lead' IN ("gate_referral", "gate_inbound", "gate_outbound")
      THEN 6
      ELSE 20
    END AS "most_referral",
    CASE WHEN "gate_inbound" = 'ruled out' THEN 0 ELSE 1 END AS "fewest_inbound",
    CASE
      WHEN "gate_inbound" = 'ruled out'
      THEN 0
      WHEN "gate_inbound" = 'may not lead' AND 'may lead' IN ("gate_referral", "gate_inbound", "gate_outbound")
      THEN 6
      ELSE 20
    END AS "most_inbound",
    CASE WHEN "gate_outbound" = 'ruled out' THEN 0 ELSE 1 END AS "fewest_outbound",
    CASE
      WHEN "gate_outbound" = 'ruled out'
      THEN 0
      WHEN "gate_outbound" = 'may not lead' AND 'may lead' IN ("gate_referral", "gate_inbound", "gate_outbound")
      THEN 6
      ELSE 20
    END AS "most_outbound",
    POWER(CAST(2 AS DOUBLE), CAST("points_referral" - "points_inbound" AS DOUBLE) / 7) AS "times_referral__inbound",
    POWER(CAST(2 AS DOUBLE), CAST("points_referral" - "points_outbound" AS DOUBLE) / 7) AS "times_referral__outbound",
    POWER(CAST(2 AS DOUBLE), CAST("points_inbound" - "points_referral" AS DOUBLE) / 7) AS "times_inbound__referral",
    POWER(CAST(2 AS DOUBLE), CAST("points_inbound" - "points_outbound" AS DOUBLE) / 7) AS "times_inbound__outbound",
    POWER(CAST(2 AS DOUBLE), CAST("points_outbound" - "points_referral" AS DOUBLE) / 7) AS "times_outbound__referral",
    POWER(CAST(2 AS DOUBLE), CAST("points_outbound" - "points_inbound" AS DOUBLE) / 7) AS "times_outbound__inbound"
  FROM "standings"
), "seats" AS (
  /* 7. A seat is 5 percent. An approach has so many before it takes one more, */
  /* and midway to the next it has half a seat more. */
  SELECT
    "held",
    "midway"
  FROM (VALUES
    (1, 1.5),
    (2, 2.5),
    (3, 3.5),
    (4, 4.5),
    (5, 5.5),
    (6, 6.5),
    (7, 7.5),
    (8, 8.5),
    (9, 9.5),
    (10, 10.5),
    (11, 11.5),
    (12, 12.5),
    (13, 13.5),
    (14, 14.5),
    (15, 15.5),
    (16, 16.5),
    (17, 17.5),
    (18, 18.5),
    (19, 19.5)) AS "numbers"("held", "midway")
), "shares" AS (
  /* 8. An approach takes one more seat where all seats taken by then, this one included, are within the mix. */
  /* By then a rival has as many as its part comes to when this one is midway, rounded to whole seats: */
  /* a half counts in full for a rival that stands earlier in the rulebook, and not at all for a later one. */
  SELECT
    "points_referral",
    "points_inbound",
    "points_outbound",
    "gate_referral",
    "gate_inbound",
    "gate_outbound",
    "leader",
    CASE
      WHEN "gate_referral" = 'ruled out' AND "gate_inbound" = 'ruled out' AND "gate_outbound" = 'ruled out'
      THEN 'nothing-feasible'
      WHEN "leader" IS NULL
      THEN 'undecided'
      ELSE 'recommended'
    END AS "status",
    CAST(5 * MIN("fewest_referral") + SUM(
      CASE
        WHEN "held" < "most_referral"
        AND "held" + 1
          + LEAST("most_inbound", GREATEST("fewest_inbound", CEIL("midway" * "times_inbound__referral" - 0.5)))
          + LEAST("most_outbound", GREATEST("fewest_outbound", CEIL("midway" * "times_outbound__referral" - 0.5))) <= 20
        THEN 5
        ELSE 0
      END
    ) AS INT) AS "share_referral",
    CAST(5 * MIN("fewest_inbound") + SUM(
      CASE
        WHEN "held" < "most_inbound"
        AND "held" + 1
          + LEAST("most_referral", GREATEST("fewest_referral", FLOOR("midway" * "times_referral__inbound" + 0.5)))
          + LEAST("most_outbound", GREATEST("fewest_outbound", CEIL("midway" * "times_outbound__inbound" - 0.5))) <= 20
        THEN 5
        ELSE 0
      END
    ) AS INT) AS "share_inbound",
    CAST(5 * MIN("fewest_outbound") + SUM(
      CASE
        WHEN "held" < "most_outbound"
        AND "held" + 1
          + LEAST("most_referral", GREATEST("fewest_referral", FLOOR("midway" * "times_referral__outbound" + 0.5)))
          + LEAST("most_inbound", GREATEST("fewest_inbound", FLOOR("midway" * "times_inbound__outbound" + 0.5))) <= 20
        THEN 5
        ELSE 0
      END
    ) AS INT) AS "share_outbound"
  FROM "parts"
  CROSS JOIN "seats"
  GROUP BY
    "points_referral",
    "points_inbound",
    "points_outbound",
    "gate_referral",
    "gate_inbound",
    "gate_outbound",
    "leader"
), "results" AS (
  /* 9. What each set of answers comes to. */
  SELECT
    "w"."answer_sells-to",
    "w"."answer_goal",
    "w"."answer_timeline",
    "w"."answer_segment",
    "w"."answer_customers",
    "w"."answer_network",
    "w"."answer_people",
    "w"."answer_outreach",
    "w"."answer_icp-clarity",
    "w"."answer_named-accounts",
    "w"."answer_buyers",
    "w"."answer_hours",
    "w"."answer_budget",
    "w"."answer_patience",
    "w"."answer_inbound-assets",
    "w"."answer_priority",
    "w"."answer_competition",
    "w"."answer_lead-definition",
    "s"."status" AS "status",
    "s"."leader" AS "leader",
    "s"."share_referral" AS "share_referral",
    "s"."share_inbound" AS "share_inbound",
    "s"."share_outbound" AS "share_outbound",
    "s"."points_referral" AS "points_referral",
    "s"."points_inbound" AS "points_inbound",
    "s"."points_outbound" AS "points_outbound",
    CASE WHEN "w"."unreadable" = '' THEN "w"."rules" ELSE NULL END AS "rules",
    CASE "s"."leader"
      WHEN 'referral'
      THEN "w"."state_referral"
      WHEN 'inbound'
      THEN "w"."state_inbound"
      WHEN 'outbound'
      THEN "w"."state_outbound"
    END AS "state",
    "w"."unreadable" AS "unreadable"
  FROM "weighed" AS "w"
  LEFT JOIN "shares" AS "s"
    ON "w"."unreadable" = ''
    AND "w"."points_referral" = "s"."points_referral"
    AND "w"."points_inbound" = "s"."points_inbound"
    AND "w"."points_outbound" = "s"."points_outbound"
    AND "w"."gate_referral" = "s"."gate_referral"
    AND "w"."gate_inbound" = "s"."gate_inbound"
    AND "w"."gate_outbound" = "s"."gate_outbound"
)
/* 10. Every row of the table with what its answers come to. */
SELECT
  "t".*,
  "status",
  "leader",
  "share_referral",
  "share_inbound",
  "share_outbound",
  "points_referral",
  "points_inbound",
  "points_outbound",
  "rules",
  "state",
  "unreadable"
FROM "profiles" AS "t"
JOIN "results" AS "r"
  ON "r"."answer_sells-to" = COALESCE(LOWER(TRIM(CAST("t"."sells-to" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_goal" = COALESCE(LOWER(TRIM(CAST("t"."goal" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_timeline" = COALESCE(LOWER(TRIM(CAST("t"."timeline" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_segment" = COALESCE(LOWER(TRIM(CAST("t"."segment" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_customers" = COALESCE(LOWER(TRIM(CAST("t"."customers" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_network" = COALESCE(LOWER(TRIM(CAST("t"."network" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_people" = COALESCE(LOWER(TRIM(CAST("t"."people" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_outreach" = COALESCE(LOWER(TRIM(CAST("t"."outreach" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_icp-clarity" = COALESCE(LOWER(TRIM(CAST("t"."icp-clarity" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_named-accounts" = COALESCE(LOWER(TRIM(CAST("t"."named-accounts" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_buyers" = COALESCE(LOWER(TRIM(CAST("t"."buyers" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_hours" = COALESCE(LOWER(TRIM(CAST("t"."hours" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_budget" = COALESCE(LOWER(TRIM(CAST("t"."budget" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_patience" = COALESCE(LOWER(TRIM(CAST("t"."patience" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_inbound-assets" = COALESCE(LOWER(TRIM(CAST("t"."inbound-assets" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_priority" = COALESCE(LOWER(TRIM(CAST("t"."priority" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_competition" = COALESCE(LOWER(TRIM(CAST("t"."competition" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
  AND "r"."answer_lead-definition" = COALESCE(LOWER(TRIM(CAST("t"."lead-definition" AS TEXT), ' ' || CHR(9) || CHR(10) || CHR(13) || CHR(160))), '')
