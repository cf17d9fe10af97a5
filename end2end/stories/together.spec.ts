// Several people in one lab: what one does, the others see.
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";

test("whoever looks at a roll is told what somebody else did", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await visitor.roll.open(roll);
  await lab.start(roll);
  await expect(visitor.roll.changed).toContainText("Bernd Vogt");
  const before = (await lab.ledger()).length;

  await visitor.roll.start();
  await expect(visitor.refusal).toContainText(/This changed since you opened it: .*Bernd Vogt/);
  expect((await lab.ledger()).length, "nothing was done").toBe(before);
  await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
});

test("what changed is shown on request, and nothing typed is lost before", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await visitor.roll.open(roll);
  await visitor.roll.field("Machine").fill("Camera 2");
  await lab.start(roll);
  await expect(visitor.roll.changed).toBeVisible();
  await expect(visitor.roll.field("Machine")).toHaveValue("Camera 2");
  await visitor.roll.changed.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
});

test("of two browsers that start one roll, exactly one wins", async ({ lab, visitor, another }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  const rival = await another();
  await Promise.all([visitor.roll.open(roll), rival.roll.open(roll)]);
  await Promise.all([visitor.roll.start(), rival.roll.start()]);
  for (const { page } of [visitor, rival]) {
    await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
  }
  const starts = (await lab.ledger()).filter((entry) => JSON.stringify(entry).includes("start_filming"));
  expect(starts).toHaveLength(1);
  const told = await Promise.all([visitor, rival].map(({ refusal }) => refusal.count()));
  expect(told.sort(), "one of them is told").toEqual([0, 1]);
  expect(await lab.differences()).toBe(0);
});

test("an open page follows what others do", async ({ lab, page, visitor }) => {
  const project = await lab.register(documents(12));
  const [roll] = await lab.plan(project);
  await visitor.today.open();
  await expect(visitor.today.next).toContainText(roll.id);
  await lab.start(roll);
  await expect(visitor.today.running).toContainText(roll.id);
  await lab.finish(roll, { frames: roll.frames });
  await expect(page.getByRole("heading", { name: "Ready to deliver" })).toBeVisible();

  await visitor.project.open(project);
  const more = await lab.register(documents(5));
  await visitor.projects.open();
  await expect(visitor.projects.list).toHaveCount(2);
  await lab.register(documents(6));
  await expect(visitor.projects.list).toHaveCount(3);
  expect(more.id).not.toBe(project.id);
});
