// A customer's letter names a barcode. It leads to the film, the film is made again, and that answers the letter:
// with a mouse, without scripts, and by keyboard alone.
import { expect, test } from "../fixtures.ts";
import { documents } from "../machine.ts";
import { press, reach, type } from "./keys.ts";

const list = documents(12);
const DAY = "2026-03-02";

/** A project on two films, handed over. */
async function handedOver(lab: import("../lab.ts").Lab) {
  const project = await lab.register(list);
  const rolls = await lab.plan(project, 30);
  for (const roll of rolls) await lab.film(roll);
  await lab.deliver(project, "Archiv OU");
  return { project, first: rolls[0], second: rolls[1] };
}

/** axe itself is a script. */
for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a complaint is traced from the barcode to the film that answers it", async ({ lab, page, visitor, accessible }) => {
      test.setTimeout(120_000);
      const { project, first } = await handedOver(lab);
      await visitor.complaints.open();
      await expect(page.getByText("No complaint is open.")).toBeVisible();
      await visitor.complaints.link(/^Take a complaint in/).click();
      await visitor.complaints.look("999");
      await expect(visitor.refusal).toContainText("Nothing is called “999”");
      await visitor.complaints.look(list[0].barcode);
      await expect(page.getByText("10000001-0001.00001")).toBeVisible();
      await expect(page.getByText(/^Handed over on /)).toBeVisible();
      await expect(page.getByRole("checkbox", { name: /10000001/ }), "the film it lies on").toBeChecked();
      await expect(page.getByRole("checkbox", { name: /10000002/ })).not.toBeChecked();
      if (javaScriptEnabled) await accessible("a complaint being taken in");
      await visitor.complaints.takeIn("page missing", "Page 3 of the first document is missing.", DAY);
      await expect(visitor.heading(/page missing/)).toBeVisible();
      await expect(page.getByText("Page 3 of the first document is missing.")).toBeVisible();
      if (javaScriptEnabled) await accessible("an open complaint");

      await visitor.complaints.settle("no fault");
      await expect(visitor.refusal).toContainText("A reason is missing");
      await visitor.complaints.link(/^Reject the film/).click();
      await expect(visitor.rework.field("Cause")).toHaveValue("complaint");
      await visitor.rework.reject("Keep the number");
      await expect(page.getByText("Attempt 1 rejected: customer complaint.")).toBeVisible();
      expect(await lab.film(first), "the new film carries the number").toBe("10000001");

      await visitor.complaints.open();
      await page.getByRole("link", { name: "K-0001" }).click();
      await visitor.complaints.settle(/^film made again: 10000001/);
      await expect(page.getByText(/^film made again, /)).toBeVisible();
      await visitor.complaints.open();
      await expect(page.getByText("No complaint is open.")).toBeVisible();
      await visitor.complaints.open("?show=all");
      await expect(page.getByRole("row", { name: /K-0001/ })).toContainText("film made again");
      // The film and the project tell of it.
      await visitor.roll.open(first);
      await expect(page.getByText(/K-0001/).first()).toBeVisible();
      await visitor.project.open(project);
      await expect(page.getByText(/K-0001/).first()).toBeVisible();
      expect(await lab.differences()).toBe(0);
    });
  });
}

test("a letter is taken in and answered by keyboard alone", async ({ lab, page, visitor }) => {
  test.setTimeout(120_000);
  await handedOver(lab);
  await visitor.complaints.open();
  await press(page, visitor.complaints.link(/^Take a complaint in/));
  await expect(visitor.heading("Take a complaint in")).toBeVisible();
  await visitor.alive();
  await type(page, visitor.complaints.field("What is it about?"), "10000002");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("checkbox", { name: /10000002/ })).toBeChecked();
  await visitor.alive();
  await reach(page, visitor.complaints.field("Fault"));
  await page.keyboard.type("unread");
  await reach(page, visitor.complaints.field("Received"));
  await page.keyboard.type("03022026");
  await type(page, visitor.complaints.field("Customer’s words"), "Frame 7 is blurred.");
  await press(page, visitor.complaints.button(/^Take a complaint in/));
  await expect(visitor.heading(/unreadable/)).toBeVisible();
  await visitor.alive();
  await reach(page, page.getByRole("radio", { name: "no fault" }));
  await page.keyboard.press("Space");
  await type(page, visitor.complaints.field(/^Reason/), "Frame 7 is a photograph; it is as sharp as its original.");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^no fault, /)).toBeVisible();
  expect(await lab.differences()).toBe(0);
});
