// Several people in one lab: what one does, the others see.
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";

test("whoever decides on a roll is told what somebody else did, and nothing typed is lost", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await visitor.roll.open(roll);
  await visitor.roll.field("Machine").fill("Camera 2");
  await lab.start(roll);
  await expect(visitor.roll.changed).toBeVisible();
  await expect(visitor.roll.field("Machine")).toHaveValue("Camera 2");
  const before = (await lab.ledger()).length;

  await visitor.roll.start();
  await expect(visitor.refusal).toContainText(/This changed since you opened it: .*Bernd Vogt/);
  await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
  expect((await lab.ledger()).length, "nothing was done").toBe(before);
});

test("what changed is shown on request", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  await visitor.roll.open(roll);
  await visitor.roll.field("Machine").fill("Camera 2");
  await lab.start(roll);
  await visitor.roll.changed.getByRole("link", { name: "Show it" }).click();
  await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
});

test("of two browsers that start one roll, exactly one wins", async ({ lab, another }) => {
  const [roll] = await lab.plan(await lab.register(documents(12)));
  // Without scripts: a page that follows the lab may take the button away before the second one has pressed it.
  const rivals = [await another({ javaScript: false }), await another({ javaScript: false })];
  await Promise.all(rivals.map((rival) => rival.roll.open(roll)));
  await Promise.all(rivals.map((rival) => rival.roll.start()));
  for (const { page } of rivals) {
    await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
  }
  const starts = (await lab.ledger()).filter((entry) => JSON.stringify(entry).includes("start_filming"));
  expect(starts).toHaveLength(1);
  const told = await Promise.all(rivals.map(({ refusal }) => refusal.count()));
  expect(told.sort(), "one of them is told").toEqual([0, 1]);
  expect(await lab.differences()).toBe(0);
});

test("an open page follows what others do", async ({ lab, page, visitor }) => {
  const project = await lab.register(documents(12));
  const [roll] = await lab.plan(project);
  await visitor.today.open();
  await expect(visitor.today.next).toContainText(roll.id);
  await lab.start(roll);
  await expect(visitor.today.running, "without being asked").toContainText(roll.id);
  await lab.finish(roll, { frames: roll.frames });
  await expect(page.getByRole("heading", { name: "Ready to deliver" })).toBeVisible();

  await visitor.projects.open();
  await expect(visitor.projects.list).toHaveCount(1);
  await lab.register(documents(6));
  await expect(visitor.projects.list).toHaveCount(2);
});

test("the roll in the camera and the age of the check count on by themselves", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(documents(30)));
  await lab.start(roll);
  await visitor.today.open();
  const left = async () => /about\s*(\d+)/.exec(await visitor.today.running.innerText())?.[1];
  const before = await left();
  expect(before).toBeDefined();
  await expect.poll(left, "frames left").not.toBe(before);
  const badge = page.getByRole("link", { name: /In sync/ });
  const age = await badge.innerText();
  await expect(badge).not.toHaveText(age);
});
