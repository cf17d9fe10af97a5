// People and access keys.
import { PERSON } from "../lab.ts";
import { expect, test } from "../fixtures.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("the secret of a new key is shown one time, and a change elsewhere does not take it away", async ({ lab, page, visitor }) => {
      await visitor.people.open();
      await visitor.people.makeKey("Camera 2", "Operator");
      await expect(visitor.people.secret).toBeVisible();
      const secret = await visitor.people.secret.innerText();
      const lookedAgain = javaScriptEnabled && page.waitForResponse(/\/people\?/);
      await lab.reserve(1, "something happens elsewhere");
      await lookedAgain;
      await expect(visitor.people.secret).toHaveText(secret);
      await expect(page.getByRole("status").filter({ hasText: "Something here changed" })).toHaveCount(0);
      expect(await lab.mayUse(secret)).toBe(true);

      await page.reload();
      await expect(visitor.people.line("Camera 2")).toContainText("Operator");
      await expect(visitor.people.secret).toHaveCount(0);
    });

    test("roles that are refused come back as they were ticked", async ({ lab, visitor }) => {
      await visitor.people.open();
      const before = (await lab.ledger()).length;
      await visitor.people.setRoles(PERSON, { Administrator: false, Viewer: true });
      await expect(visitor.people.line(PERSON).getByRole("alert")).toContainText("the last administrator");
      const boxes = visitor.people.line(PERSON);
      await expect(boxes.getByLabel("Administrator")).not.toBeChecked();
      await expect(boxes.getByLabel("Viewer")).toBeChecked();
      expect((await lab.ledger()).length).toBe(before);
    });
  });
}
