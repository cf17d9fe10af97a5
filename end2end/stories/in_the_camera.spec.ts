// What an operator does with the roll in the camera, scripts and all: trouble, evidence, a second try.
import { expect, test } from "../fixtures.ts";
import { descriptor, documents, file, log, pagesOf } from "../machine.ts";

test("a roll fails, is tried again, and its evidence earns the number", async ({ lab, page, visitor }) => {
  const list = documents(12);
  const project = await lab.register(list);
  const [roll] = await lab.plan(project);
  await visitor.today.open();
  await visitor.today.start();
  await expect(page, "the camera's roll stays in sight").toHaveURL(/\/film$/);
  await expect(visitor.today.running).toContainText(roll.id);

  await visitor.today.link("Report trouble").click();
  await visitor.alive();
  await visitor.roll.fail("the film tore", 20);
  await expect(page.getByText("Attempt 1 failed: the film tore, 20 frames exposed.")).toBeVisible();
  expect((await lab.rolls(project))[0].stage).toBe("planned");
  await visitor.roll.open(roll);
  await expect(visitor.roll.attempts.first()).toContainText("the film tore");
  expect(await lab.stateOf("10000001")).toBe("never handed out");

  await visitor.roll.start();
  await expect(visitor.roll.part("Finish filming")).toBeVisible();
  await visitor.alive();
  const short = [{ folder: project.folder, list, frames: 20 }];
  await visitor.roll.finishWith(file("10000008.LOG", log("10000008", short)));
  await expect(visitor.roll.findings).toBeVisible();
  expect(await lab.stateOf("10000001"), "evidence that contradicts the plan issues nothing").toBe("never handed out");

  await visitor.alive();
  const whole = [{ folder: project.folder, list }];
  const machine = file("10000008.LOG", log("10000008", whole));
  await visitor.roll.finishWith(machine, file("10000008.desc", descriptor("10000008", whole)));
  await expect(visitor.heading("10000001")).toBeVisible();
  await expect(visitor.roll.attempts).toHaveCount(2);
  await expect(visitor.roll.documents).toHaveCount(list.length);
  expect(await lab.stateOf("10000001")).toBe("issued");
  expect((await lab.rolls(project))[0].frames).toBe(pagesOf(list));
  expect(await lab.differences()).toBe(0);
});
