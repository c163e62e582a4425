// The largest plan the product promises to bear: 12 stages, all lanes, 40 touchpoints per stage, 8 segments, 20 years,
// 30 initiatives. Made from the example, so that every number in it is one the engine accepts.
import { examplePlan } from "./evaluate.mjs";

export const LARGEST = { stages: 12, touchpoints: 40, segments: 8, horizon: 20, initiatives: 30 };

const clone = (value) => JSON.parse(JSON.stringify(value));

export function largestPlan() {
  const file = JSON.parse(examplePlan());
  const { plan } = file;
  let id = plan.next_id;
  const fresh = () => id++;
  plan.title = "The largest plan";
  plan.settings.horizon = LARGEST.horizon;
  const stages = plan.stages;
  plan.stages = Array.from({ length: LARGEST.stages }, (_, i) => {
    const stage = clone(stages[i % stages.length]);
    if (i >= stages.length) {
      const steps = new Map(stage.steps.map((step) => [step.id, fresh()]));
      stage.id = fresh();
      stage.name = `${stage.name} ${i + 1}`;
      for (const step of stage.steps) step.id = steps.get(step.id);
      for (const card of stage.cards) {
        card.id = fresh();
        if (card.step !== null) card.step = steps.get(card.step);
        if (card.detail?.opportunity) card.detail.opportunity.initiative = null;
      }
    }
    while (stage.cards.filter((c) => c.lane === "touchpoints").length < LARGEST.touchpoints) {
      const text = `Touchpoint ${stage.cards.length} of ${stage.name}`;
      stage.cards.push({ id: fresh(), lane: "touchpoints", text, step: null, detail: { touchpoint: { channel: "web", kind: "owned" } } });
    }
    return stage;
  });
  const segments = plan.segments;
  plan.segments = Array.from({ length: LARGEST.segments }, (_, i) => {
    const segment = clone(segments[i % segments.length]);
    if (i >= segments.length) Object.assign(segment, { id: fresh(), name: `${segment.name} ${i + 1}` });
    return segment;
  });
  const initiatives = plan.initiatives;
  plan.initiatives = Array.from({ length: LARGEST.initiatives }, (_, i) => {
    const initiative = clone(initiatives[i % initiatives.length]);
    if (i >= initiatives.length) {
      Object.assign(initiative, { id: fresh(), name: `${initiative.name} ${i + 1}`, start_year: 1 + (i % 5) });
      initiative.lifts = [{ stage: plan.stages[i % LARGEST.stages].id, points: { likely: 0.3, low: 0.1, high: 0.5 } }];
    }
    return initiative;
  });
  plan.scenarios[0].initiatives = plan.initiatives.map((i) => i.id);
  plan.next_id = id;
  return JSON.stringify(file);
}
