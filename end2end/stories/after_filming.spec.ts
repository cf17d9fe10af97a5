// After the camera: quality holds a run back and has it filmed again, a planner resets a project, the shelf is counted.
// Each with scripts and without, because every form is a form.
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";

const list = documents(12);

/** axe itself is a script. */
for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("quality rejects a run and has it filmed again", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      const project = await lab.register(list);
      const [one, two] = await lab.plan(project, 40);
      await lab.film(one);
      await lab.film(two);

      await visitor.development.open();
      await visitor.development.record("9,9");
      await expect(visitor.refusal).toHaveText(/is no density/);
      await expect(visitor.development.field(/^Density readings/), "what was typed is kept").toHaveValue("9,9");
      await visitor.development.record("1.25 0.80", "batch 7");
      await expect(visitor.done("developed 2 films in E-0001")).toBeVisible();
      await expect(visitor.development.runs.first()).toContainText("in quarantine: density 0.80");
      if (javaScriptEnabled) await accessible("development");

      await visitor.development.link(/^Refilm every film of the run/).click();
      await expect(visitor.heading("Rework")).toBeVisible();
      await expect(visitor.rework.effect("Void and replace the number")).toContainText("10000001 becomes void");
      await expect(visitor.rework.effect("Keep the number")).toContainText("10000001 stays with the roll");
      if (javaScriptEnabled) await accessible("rework");
      await visitor.rework.reject("Void and replace the number");

      await expect(page.getByText("Attempt 1 rejected: density.")).toBeVisible();
      await expect(page.getByText("Waits to be filmed again.")).toBeVisible();
      if (javaScriptEnabled) await accessible("a roll in rework");
      expect(await lab.stateOf("10000001")).toBe("void");
      expect(await lab.film(one), "the new film earns the next number").toBe("10000003");
      await visitor.number.open("10000001");
      await expect(page.getByText("10000003").first()).toBeVisible();
      expect(await lab.differences()).toBe(0);
    });

    test("a kept number is void when film with it turns up", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      const project = await lab.register(list);
      const [roll] = await lab.plan(project);
      await lab.film(roll);
      await lab.reject(roll, "scratch", "keep");
      await visitor.roll.open(roll);
      await visitor.roll.lookAt("Void after all…");
      if (javaScriptEnabled) await accessible("a number about to be void after all");
      await visitor.roll.field("Reason").fill("a copy turned up");
      await visitor.roll.button(/^Void 10000001/).click();
      await expect(visitor.done("voided 10000001 after all")).toBeVisible();
      await expect(page.getByText("10000001 is void. Waits to be filmed again.")).toBeVisible();
      expect(await lab.film(roll), "the new film earns the next number").toBe("10000002");
      expect(await lab.stateOf("10000001")).toBe("void");
      expect(await lab.differences()).toBe(0);
    });

    test("a planner resets a project, and what is filmed stays", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      const project = await lab.register(list);
      const [one, two] = await lab.plan(project, 40);
      await lab.film(one);
      await visitor.project.open(project);
      const reset = page.getByRole("group").filter({ hasText: "Reset…" });
      await reset.getByText("Reset…", { exact: true }).click();
      await expect(page.getByText("Filmed rolls keep film and number: 1.")).toBeVisible();
      if (javaScriptEnabled) await accessible("a project about to be reset");
      await reset.getByLabel("Reason").fill("the list was wrong");
      await visitor.project.button(/^Open registration again/).click();
      await expect(visitor.done(`reset ${project.folder}: the list was wrong`)).toBeVisible();
      expect((await lab.rolls(project)).map((roll) => roll.number), "the filmed roll is kept").toEqual(["10000001"]);
      await visitor.project.acceptPlan();
      await expect(page.getByRole("heading", { name: /^Plan 2, accepted by/ })).toBeVisible();
      const again = (await lab.rolls(project)).find((roll) => roll.number === null)!;
      expect(again.frames).toBe(two.frames);
      expect(await lab.film(again)).toBe("10000002");
      expect(await lab.differences()).toBe(0);
    });

    test("a temp roll is measured, missed and found", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      const project = await lab.register(list);
      const [roll] = await lab.plan(project);
      await lab.film(roll);
      const [piece] = await lab.tempRolls();
      await visitor.tempRoll.open(piece.temp_roll);
      if (javaScriptEnabled) await accessible("a temp roll");
      await visitor.tempRoll.unfold("Measure…");
      await visitor.tempRoll.field("Measured length, m").fill("ten");
      await visitor.tempRoll.button("Correct the length").click();
      await expect(visitor.refusal).toHaveText(/is no length/);
      await visitor.tempRoll.field("Measured length, m").fill("20.05");
      await visitor.tempRoll.button("Correct the length").click();
      await expect(page.getByText(/^20\.05 m \(measured:/)).toBeVisible();

      await visitor.open("/stock-taking");
      if (javaScriptEnabled) await accessible("stock-taking");
      await visitor.tempRoll.button(/^Take stock/).click();
      await expect(visitor.done("0 there, 1 missing")).toBeVisible();
      await visitor.tempRoll.open(piece.temp_roll);
      await visitor.tempRoll.unfold("Found…");
      await visitor.tempRoll.field(/^Place/).fill("A3");
      await visitor.tempRoll.button("Report it found").click();
      await expect(page.getByText("Found: A3.")).toBeVisible();
      const [found] = await lab.tempRolls();
      expect([found.stage, found.length_mm]).toEqual(["on_shelf", 20_050]);
      expect(await lab.differences()).toBe(0);
    });
  });
}
