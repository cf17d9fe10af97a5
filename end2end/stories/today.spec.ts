// Today, as each role sees it: what waits for it, each thing once, and nothing else.
import { PERSON } from "../lab.ts";
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";

const list = documents(12);

/** A lab with something for everybody: a rejected film, films to develop and to accept, projects that wait. */
async function busy(lab: import("../lab.ts").Lab) {
  const project = await lab.register(list);
  const [one, two, three] = await lab.plan(project, 20);
  for (const roll of [one, two, three]) await lab.film(roll);
  await lab.develop([one], "1.55");
  await lab.develop([two], "0.80");
  await lab.reject(two, "scratch");
  await lab.register(documents(5));
  return { project, rejected: two };
}

const PARTS: [string, string[], string[]][] = [
  ["operator", ["Rework", "Next"], ["Quality", "How the work stands", "Administration", "Projects without a plan"]],
  ["quality", ["Rework", "Quality"], ["Next", "How the work stands", "Administration"]],
  ["planner", ["Rework", "Projects without a plan"], ["Next", "Quality", "How the work stands"]],
  ["manager", ["How the work stands"], ["Rework", "Next", "Quality", "Administration"]],
  ["viewer", ["In the lab"], ["Rework", "Next", "Quality", "Administration"]],
  ["admin", ["Administration"], ["Rework", "Next", "Quality"]],
];

test("each role sees what waits for it", async ({ another, context, lab, visitor }) => {
  test.setTimeout(180_000);
  const { rejected } = await busy(lab);
  await visitor.today.open();
  for (const [role, shown, hidden] of PARTS) {
    const name = `Person ${role}`;
    await lab.takeOn(context, name, [role]);
    const person = await another({ name });
    await person.today.open();
    for (const part of shown) await expect.soft(person.today.part(part), `${part} for ${role}`).toBeVisible();
    for (const part of hidden) await expect.soft(person.today.part(part), `no ${part} for ${role}`).toHaveCount(0);
    const big = person.today.link(/^Film this roll|^At the camera/);
    expect(await big.count(), `the one big action of ${role}`).toBe(role === "operator" ? 1 : 0);
    if (shown.includes("Rework")) await expect(person.today.part("Rework")).toContainText(`${rejected.id} scratch`);
  }
});

test("somebody with several roles sees each part once, and what was folded stays folded", async ({ lab, page, visitor, accessible }) => {
  await busy(lab);
  await visitor.today.open();
  for (const part of ["Rework", "Next", "Quality", "How the work stands", "Administration"]) {
    await expect(visitor.today.part(part), part).toHaveCount(1);
  }
  const quality = visitor.today.part("Quality");
  await expect(quality).toContainText("1 film to develop");
  await expect(quality).toContainText("density 1.55 high");
  await accessible("Today with every role");
  await quality.getByRole("heading", { name: "Quality" }).click();
  await expect(quality.getByText("1 film to develop")).toBeHidden();
  await page.reload();
  await expect(quality.getByText("1 film to develop")).toBeHidden();
  await quality.getByRole("heading", { name: "Quality" }).click();
  await expect(quality.getByText("1 film to develop")).toBeVisible();
});

test("every figure leads to its rows", async ({ lab, page, visitor, accessible }) => {
  await busy(lab);
  await visitor.today.open();
  const figure = async (name: RegExp) => {
    const link = visitor.today.part("How the work stands").getByRole("link", { name });
    const value = Number(/^\d+/.exec(await link.innerText())?.[0]);
    await link.click();
    await expect(visitor.heading("Rolls")).toBeVisible();
    const rows = page.getByRole("table").getByRole("row").filter({ hasNot: page.getByRole("columnheader") });
    await expect(rows).toHaveCount(value);
    await accessible(`rolls behind ${name}`);
    await page.goBack();
  };
  await figure(/rework/i);
  await figure(/developed/i);
  await figure(/in 7 days/);
  await visitor.today.part("How the work stands").getByRole("link", { name: /without explanation/ }).click();
  await expect(visitor.heading("Film numbers")).toBeVisible();
});

test("a lab with nothing to do is calm", async ({ page, visitor, accessible }) => {
  await visitor.today.open();
  await expect(page.getByText("Nothing to film", { exact: true })).toBeVisible();
  await expect(page.getByText("Nothing to develop, nothing to accept.")).toBeVisible();
  await expect(page.getByText("No project waits for a plan or a delivery.")).toBeVisible();
  await expect(visitor.today.part("Rework")).toHaveCount(0);
  await accessible("a calm lab");
  expect(await page.getByRole("banner").getByRole("button", { name: new RegExp(PERSON) }).count()).toBe(1);
});
