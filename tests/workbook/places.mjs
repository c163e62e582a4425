// Places: the texts with which the workbook names its inputs, and what they mean in a plan file.

const byId = (list, id) => list.find((part) => part.id === Number(id));

/** Sets what a list of pairs says of an id. */
function setPair(pairs, id, value) {
  const pair = pairs.find(([own]) => own === Number(id));
  if (pair) pair[1] = value;
  else pairs.push([Number(id), value]);
}

function setEstimate(initiative, key, value) {
  const estimate = initiative[key] ?? { shape: "triangular" };
  initiative[key] = { ...estimate, likely: value, low: null, high: null };
}

function ofSegment(segment, [kind, key, detail], value, { year, age }) {
  const figures = segment.years.find((own) => own.year === year);
  const cohort = segment.cohorts.find((own) => own.year === Number(key));
  const kinds = {
    figure: () => (figures[detail] = value),
    driver: () => (segment.drivers[key] = value),
    band: () => (segment.score_mix.bands[Number(key)] = value),
    score: () => (segment.score_mix.scores[Number(key) - 1] = value),
    mean_score: () => (segment.score_mix = { mean: value }),
    stage_weights: () => setPair(segment.stage_weights, key, value),
    survivors: () => (cohort.survivors[age] = value),
  };
  if (kinds[kind]) kinds[kind]();
  else segment[kind] = value;
}

function ofInitiative(initiative, [key, stage], value) {
  if (key === "start_year") initiative.start_year = value;
  else if (key !== "points") setEstimate(initiative, key, value);
  else initiative.lifts.find((lift) => lift.stage === Number(stage)).points = { likely: value, low: null, high: null, shape: "triangular" };
}

function ofOverrides(overrides, [key, first, kind, driver], value) {
  if (key === "causal_share") overrides.causal_share = value;
  else if (key === "phase_in") (overrides.phase_in ??= [])[Number(first)] = value;
  else if (key === "end_points") (overrides.end_points ??= {})[first] = value;
  else if (key === "conversion") setPair(overrides.conversion, first, value);
  else if (key === "segments" && kind === "driver") overrides.drivers.push([Number(first), driver, value]);
  else throw new Error(`no override ${key}`);
}

function ofScenario(scenario, [key, ...rest], value) {
  if (key === "cost_to_serve") scenario.cost_to_serve = value;
  else if (key === "points_by_hand") setPair(scenario.points_by_hand, rest[0], value);
  else if (key === "overrides") ofOverrides(scenario.overrides, rest, value);
  else if (key === "initiatives") {
    const id = Number(rest[0]);
    scenario.initiatives = scenario.initiatives.filter((own) => own !== id);
    if (value === 1) scenario.initiatives.push(id);
  } else throw new Error(`no ${key} of a scenario`);
}

/** Sets the number at `place` in a plan; `at` says which year, age or scenario is meant. */
export function set(plan, place, value, at = {}) {
  const [kind, id, ...rest] = place.split(".");
  if (kind === "settings" && rest.length > 0) plan.settings[id][rest[0]] = value;
  else if (kind === "settings") plan.settings[id] = value;
  else if (kind === "roles") byId(plan.roles, id).weight = value;
  else if (kind === "stages" && rest[0] === "scores") byId(plan.stages, id).scores[Number(rest[1])].today = value;
  else if (kind === "stages") byId(plan.stages, id)[rest[0]] = value;
  else if (kind === "segments") ofSegment(byId(plan.segments, id), rest, value, at);
  else if (kind === "initiatives") ofInitiative(byId(plan.initiatives, id), rest, value);
  else if (kind === "scenarios") ofScenario(at.scenario, rest, value);
  else throw new Error(`no place ${place}`);
}
