// Transaction logs that are the same on every machine, and what an auditor counts in them by hand.

/**
 * A log of exactly `rows` transactions between 1 January of `firstYear` and 20 March of the year after `lastYear`, in no order:
 * customers who leave at rates of their own, some who come back, several purchases a day, refunds, and identifiers with
 * quotes, separators and letters of several scripts. Amounts have two decimals.
 */
export function makeLog({ rows, seed, firstYear = 2017, lastYear = 2024 }) {
  const random = generator(seed);
  const end = `${lastYear + 1}-03-20`;
  // Both ends of the log are pinned, so that a small one covers the same years as a large one.
  const log = [
    { customer: "C0", date: `${firstYear}-01-01`, amount: 10 },
    { customer: "C0", date: `${lastYear}-12-31`, amount: 10 },
  ];
  for (let number = 1; log.length < rows; number++) {
    log.push(...life(customerName(number), { random, firstYear, lastYear, end }).slice(0, rows - log.length));
  }
  return shuffled(log.slice(0, rows), random);
}

/**
 * The two tables counted from the raw rows by sets: who was active in a year, who of them was not the year before, who of those
 * was still there a year later. Money is added up in whole cents. Years other than `firstYear` to `lastYear` are ignored; left
 * out, they are the first and the last year whose first and last week the log reaches.
 */
export function countDirectly(rows, { firstYear, lastYear } = {}) {
  const known = rows.filter((row) => row.customer && row.date);
  const days = known.map((row) => row.date).reduce(([low, high], day) => [day < low ? day : low, day > high ? day : high], ["~", ""]);
  const first = firstYear ?? firstCompleteYear(days[0]);
  const last = lastYear ?? lastCompleteYear(days[1]);
  const cents = new Map(); // year → customer → cents
  for (const { customer, date, amount } of known) {
    const year = new Date(`${date}T00:00:00Z`).getUTCFullYear();
    if (!cents.has(year)) cents.set(year, new Map());
    const ofYear = cents.get(year);
    ofYear.set(customer, (ofYear.get(customer) ?? 0) + Math.round(amount * 100));
  }
  const active = (year) => [...(cents.get(year)?.keys() ?? [])];
  const isActive = (year) => (customer) => cents.get(year)?.has(customer) ?? false;
  const average = (customers, year) =>
    customers.length === 0 ? null : customers.reduce((sum, customer) => sum + cents.get(year).get(customer), 0) / 100 / customers.length;

  const customers = [];
  const retention = [];
  for (let year = first + 1; year <= last; year++) {
    const won = active(year).filter((customer) => !isActive(year - 1)(customer));
    const stayed = active(year).filter(isActive(year - 1));
    const left = active(year - 1).filter((customer) => !isActive(year)(customer));
    customers.push({
      year,
      new_customers: won.length,
      revenue_per_new: average(won, year),
      existing_customers: active(year - 1).length,
      revenue_per_existing: average(stayed, year),
      churned_customers: left.length,
      revenue_per_churned: average(left, year - 1),
    });
    let survivors = won;
    for (let later = year; later <= last; later++) {
      survivors = survivors.filter(isActive(later));
      retention.push({ cohort: year, age: later - year, customers: survivors.length });
    }
  }
  return { customers, retention };
}

const firstCompleteYear = (day) => Number(day.slice(0, 4)) + (day.slice(5) > "01-07" ? 1 : 0);
const lastCompleteYear = (day) => Number(day.slice(0, 4)) - (day.slice(5) < "12-25" ? 1 : 0);

/** All transactions of one customer: years of purchases with a chance to leave after each, and to come back after an absence. */
function life(customer, { random, firstYear, lastYear, end }) {
  const leaving = 0.05 + 0.85 * random() ** 2; // most leave rarely, a few nearly at once
  const spend = 20 + 400 * random();
  const bought = [];
  let here = true;
  for (let year = firstYear + Math.floor(random() * (lastYear - firstYear + 2)); year <= lastYear + 1; year++) {
    if (!here && random() < 0.08) here = true;
    if (!here) continue;
    for (let purchases = 1 + Math.floor(random() * 5); purchases > 0; purchases--) {
      const date = dayOf(year, random);
      if (date > end) continue;
      const amount = twoDecimals(spend * (0.5 + random()));
      bought.push({ customer, date, amount });
      if (random() < 0.05) bought.push({ customer, date, amount: twoDecimals(spend / 3) });
      if (random() < 0.04) bought.push({ customer, date, amount: -amount });
    }
    if (random() < leaving) here = false;
  }
  return bought;
}

const twoDecimals = (amount) => Math.round(amount * 100) / 100;

/** A day of the year; one in fifty purchases falls on its first or last day, where a wrong year would show. */
function dayOf(year, random) {
  if (random() < 0.02) return random() < 0.5 ? `${year}-01-01` : `${year}-12-31`;
  return new Date(Date.UTC(year, 0, 1 + Math.floor(random() * 365))).toISOString().slice(0, 10);
}

function customerName(number) {
  const odd = [`O'Neill "${number}"`, `Žižka; ${number}, s.r.o.`, `顧客 ${number}`, `-- ${number}`, `NULL${number}`];
  return number % 10 === 0 ? odd[(number / 10) % odd.length] : `C${number}`;
}

function shuffled(list, random) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
