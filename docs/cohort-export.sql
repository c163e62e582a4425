-- From a transaction log to the two tables that Journey Equity imports.
-- docs/importing.md says how to run this and what to do with the result.
--
-- Input    transactions(customer, date, amount), one row per purchase or refund
--            customer  any identifier that stays the same for life
--            date      DATE, TIMESTAMP or text, as YYYY-MM-DD
--            amount    money, refunds negative
--          Rows without a customer or a date are left out.
-- Output   1  customers per year
--          2  retention triangle in long form: cohort, age, customers
-- Not here acquisition cost and servicing cost. A transaction log does not know them.
--
-- Definitions (a choice of Journey Equity, grade C, not a published standard)
--   active   a customer with at least one transaction in a calendar year, a refund included
--   spell    an unbroken run of active years. A customer who was away for a whole calendar year and comes
--            back is won again: a new spell begins, the old one stays ended. So the survivors of a cohort
--            never rise, and existing + new - churned is always the number active at the end of the year.
--   cohort   the calendar year in which a spell began
--   age      whole calendar years since then, 0 = the year of acquisition
-- The first complete year only tells who was there before the second. Nobody knows when those customers
-- were won, so both tables begin with the second year.
--
-- To edit, in BOTH statements: `log` (where the rows are) and `typed` (the years, if the derived ones are wrong).
-- Needs common table expressions and window functions. Tested on SQLite and DuckDB, with this very text.


-- 1 ---- Customers per year ------------------------------------------------------------------------------
-- new_customers          spells that began in the year
-- revenue_per_new        revenue of the year from them, per new customer
-- existing_customers     active in the year before: the opening base, those who leave in the year included
-- revenue_per_existing   revenue of the year from those who stayed, per customer who stayed (leavers bought nothing)
-- churned_customers      active in the year before, not active in the year
-- revenue_per_churned    what they brought in the year before, per churned customer
-- Where there are no customers to divide by, the revenue is NULL (an empty cell), never 0.
WITH RECURSIVE
log AS (
  SELECT customer, date, amount FROM transactions
),
typed AS (
  -- NULL = derived from the log. Type a year, such as 2019, to overrule it.
  SELECT
    CAST(NULL AS integer) AS first_complete_year,
    CAST(NULL AS integer) AS last_complete_year
),
dated AS (
  SELECT customer, substr(CAST(date AS varchar), 1, 10) AS day, amount
  FROM log
  WHERE CAST(customer AS varchar) <> '' AND CAST(date AS varchar) <> ''
),
-- One row per customer and calendar year: everything below works on this much smaller table.
bought AS (
  SELECT
    customer,
    CAST(substr(day, 1, 4) AS integer) AS year,
    min(day) AS first_day,
    max(day) AS last_day,
    sum(amount) AS revenue
  FROM dated
  GROUP BY customer, CAST(substr(day, 1, 4) AS integer)
),
reach AS (
  SELECT min(first_day) AS first_day, max(last_day) AS last_day FROM bought
),
-- A year at either end counts as complete if the log reaches into its first or last week.
span AS (
  SELECT
    coalesce(typed.first_complete_year,
      CAST(substr(first_day, 1, 4) AS integer) + CASE WHEN substr(first_day, 6, 5) <= '01-07' THEN 0 ELSE 1 END
    ) AS first_year,
    coalesce(typed.last_complete_year,
      CAST(substr(last_day, 1, 4) AS integer) - CASE WHEN substr(last_day, 6, 5) >= '12-25' THEN 0 ELSE 1 END
    ) AS last_year
  FROM typed CROSS JOIN reach
),
-- Every year of the tables, also those in which nobody bought anything.
years AS (
  SELECT first_year + 1 AS year, last_year FROM span WHERE first_year < last_year
  UNION ALL
  SELECT year + 1, last_year FROM years WHERE year < last_year
),
active AS (
  SELECT
    customer,
    year,
    revenue,
    lag(year) OVER (PARTITION BY customer ORDER BY year) AS year_before,
    lead(year) OVER (PARTITION BY customer ORDER BY year) AS year_after
  FROM bought
),
by_year AS (
  SELECT
    year,
    count(*) AS active,
    count(CASE WHEN year_before = year - 1 THEN 1 END) AS stayed,
    sum(CASE WHEN year_before = year - 1 THEN revenue END) AS stayed_revenue,
    count(CASE WHEN year_after = year + 1 THEN 1 END) AS staying,
    sum(CASE WHEN year_after = year + 1 THEN NULL ELSE revenue END) AS leaving_revenue,
    sum(CASE WHEN year_before = year - 1 THEN NULL ELSE revenue END) AS new_revenue
  FROM active
  GROUP BY year
),
counts AS (
  SELECT
    years.year,
    coalesce(closing.active - closing.stayed, 0) AS new_customers,
    closing.new_revenue,
    coalesce(opening.active, 0) AS existing_customers,
    coalesce(closing.stayed, 0) AS stayed,
    closing.stayed_revenue,
    coalesce(opening.active - opening.staying, 0) AS churned_customers,
    opening.leaving_revenue AS churned_revenue
  FROM years
  LEFT JOIN by_year AS closing ON closing.year = years.year
  LEFT JOIN by_year AS opening ON opening.year = years.year - 1
)
SELECT
  year,
  new_customers,
  CAST(new_revenue AS double precision) / nullif(new_customers, 0) AS revenue_per_new,
  existing_customers,
  CAST(stayed_revenue AS double precision) / nullif(stayed, 0) AS revenue_per_existing,
  churned_customers,
  CAST(churned_revenue AS double precision) / nullif(churned_customers, 0) AS revenue_per_churned
FROM counts
ORDER BY year;


-- 2 ---- Retention triangle ------------------------------------------------------------------------------
-- cohort      the year in which the customers were won (or won again)
-- age         0 in that year, 1 in the next one, …
-- customers   how many of them were active in every year up to that age
-- Every age up to the last complete year is listed, also where nobody is left. Age 0 is new_customers of table 1.
-- Down to `years` this is the text of the first statement: change both alike.
WITH RECURSIVE
log AS (
  SELECT customer, date, amount FROM transactions
),
typed AS (
  -- NULL = derived from the log. Type a year, such as 2019, to overrule it.
  SELECT
    CAST(NULL AS integer) AS first_complete_year,
    CAST(NULL AS integer) AS last_complete_year
),
dated AS (
  SELECT customer, substr(CAST(date AS varchar), 1, 10) AS day, amount
  FROM log
  WHERE CAST(customer AS varchar) <> '' AND CAST(date AS varchar) <> ''
),
-- One row per customer and calendar year: everything below works on this much smaller table.
bought AS (
  SELECT
    customer,
    CAST(substr(day, 1, 4) AS integer) AS year,
    min(day) AS first_day,
    max(day) AS last_day,
    sum(amount) AS revenue
  FROM dated
  GROUP BY customer, CAST(substr(day, 1, 4) AS integer)
),
reach AS (
  SELECT min(first_day) AS first_day, max(last_day) AS last_day FROM bought
),
-- A year at either end counts as complete if the log reaches into its first or last week.
span AS (
  SELECT
    coalesce(typed.first_complete_year,
      CAST(substr(first_day, 1, 4) AS integer) + CASE WHEN substr(first_day, 6, 5) <= '01-07' THEN 0 ELSE 1 END
    ) AS first_year,
    coalesce(typed.last_complete_year,
      CAST(substr(last_day, 1, 4) AS integer) - CASE WHEN substr(last_day, 6, 5) >= '12-25' THEN 0 ELSE 1 END
    ) AS last_year
  FROM typed CROSS JOIN reach
),
-- Every year of the tables, also those in which nobody bought anything.
years AS (
  SELECT first_year + 1 AS year, last_year FROM span WHERE first_year < last_year
  UNION ALL
  SELECT year + 1, last_year FROM years WHERE year < last_year
),
active AS (
  SELECT
    customer,
    year,
    lag(year) OVER (PARTITION BY customer ORDER BY year) AS year_before
  FROM bought
),
-- The latest beginning up to a year is the beginning of the spell that the year belongs to.
spells AS (
  SELECT
    year,
    max(CASE WHEN year_before = year - 1 THEN NULL ELSE year END)
      OVER (PARTITION BY customer ORDER BY year) AS cohort
  FROM active
),
survivors AS (
  SELECT cohort, year, count(*) AS customers FROM spells GROUP BY cohort, year
)
SELECT
  won.year AS cohort,
  seen.year - won.year AS age,
  coalesce(survivors.customers, 0) AS customers
FROM years AS won
JOIN years AS seen ON seen.year >= won.year
LEFT JOIN survivors ON survivors.cohort = won.year AND survivors.year = seen.year
ORDER BY won.year, seen.year;
