// Plans with lists far longer than usual, made from the example.
import { examplePlan } from "./evaluate.mjs";

const made = (title, change) => {
  const file = JSON.parse(examplePlan());
  let id = 10_000;
  change(file.plan, () => id++);
  return JSON.stringify({ ...file, plan: { ...file.plan, title, next_id: id } });
};

/** A plan with so many stages, all but the first five copies of the second. */
export const manyStages = (count) =>
  made("Many stages", (plan, fresh) => {
    while (plan.stages.length < count) {
      const stage = structuredClone(plan.stages[1]);
      stage.id = fresh();
      stage.name = `Stage ${plan.stages.length + 1}`;
      for (const part of [...stage.cards, ...stage.steps]) part.id = fresh();
      plan.stages.push(stage);
    }
  });

/** A plan with so many segments. */
export const manySegments = (count) =>
  made("Many segments", (plan, fresh) => {
    while (plan.segments.length < count) {
      plan.segments.push({ ...structuredClone(plan.segments[0]), id: fresh(), name: `Segment ${plan.segments.length + 1}` });
    }
  });

/** A plan whose stage “Deploy” has so many touchpoints more. */
export const manyCards = (count) =>
  made("Many cards", (plan, fresh) => {
    const stage = plan.stages.find(({ name }) => name === "Deploy");
    const card = stage.cards.find(({ lane, step }) => lane === "touchpoints" && step !== null);
    for (let i = 1; i <= count; i += 1) stage.cards.push({ ...structuredClone(card), id: fresh(), text: `Touchpoint ${i}` });
  });
