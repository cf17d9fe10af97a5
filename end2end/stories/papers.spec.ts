// What leaves the lab on paper and by mail: labels, tags, the index to somebody, lists as files.
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";

const list = documents(12);

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("films are labelled and handed over, and again after one was made again", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      const project = await lab.register(list);
      const [one, two] = await lab.plan(project, 40);
      await lab.film(one);
      await lab.film(two);

      const printed = async (name: RegExp) => {
        const href = await page.getByRole("link", { name }).first().getAttribute("href");
        const answer = await page.request.get(href!);
        expect(answer.headers()["content-type"]).toBe("application/pdf");
        return (await answer.body()).subarray(0, 5).toString();
      };
      await visitor.roll.open(one);
      expect(await printed(/^Label$/)).toBe("%PDF-");
      expect(await printed(/^duplicate$/)).toBe("%PDF-");
      await visitor.tempRoll.open("T-0002");
      expect(await printed(/^Tag$/)).toBe("%PDF-");

      await visitor.project.open(project);
      expect(await printed(/^Labels of all films$/)).toBe("%PDF-");
      await visitor.project.deliver(" ");
      await expect(visitor.refusal, "nobody is no recipient").toContainText("to whom the index goes");
      await visitor.project.deliver("Frau Berger <berger@example.org>");
      const past = visitor.project.rows("Past deliveries");
      await expect(past).toHaveCount(1);
      await expect(past.first()).toContainText("Frau Berger");
      await expect(past.first()).toContainText("unchanged");
      await expect(visitor.project.field("To whom"), "remembered").toHaveValue("Frau Berger <berger@example.org>");
      await page.getByText("The mail with it").click();
      await expect(page.getByText("zum Auftrag")).toContainText("10000002");
      if (javaScriptEnabled) await accessible("a delivered project with its mail");

      await lab.rework(two, "void");
      await visitor.project.open(project);
      await expect(page.getByText("The delivered index no longer holds.")).toBeVisible();
      await lab.film(two);
      await visitor.project.open(project);
      await expect(page.getByText(/^The index changed since it was last delivered: 0 new, \d+ changed, 0 gone/)).toBeVisible();
      if (javaScriptEnabled) await accessible("a project to deliver again");
      await visitor.project.deliver("Frau Berger <berger@example.org>");
      await expect(past).toHaveCount(2);
      expect(await lab.differences()).toBe(0);
    });

    test("a scanner types into the search, and a misread digit is told", async ({ lab, page, visitor }) => {
      const project = await lab.register(list);
      const [one] = await lab.plan(project);
      await lab.film(one);
      await page.goto("/search?q=1000000161");
      await expect(page.getByRole("link", { name: "10000001" }).first()).toBeVisible();
      await page.goto("/search?q=1000000167");
      await expect(visitor.refusal).toContainText("its check digits do not fit");
    });
  });
}
