// Forms that come late: after the sign-in has ended, twice, or with a key that was used before.
import { PASSWORD, PERSON } from "../lab.ts";
import { expect, test } from "../fixtures.ts";
import { csv, documents, file } from "../machine.ts";

const ENDED = "Your sign-in has ended: nothing was done.";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("a form sent after the sign-in has ended does nothing and loses nothing", async ({ lab, page, visitor, watch }) => {
      watch.expecting(/: 401/);
      await visitor.numbers.open();
      const form = await visitor.numbers.reservation;
      await form.getByLabel("How many").fill("3");
      await form.getByLabel("What for").fill("test films");
      const before = (await lab.ledger()).length;
      // The cookie is gone, as after a week.
      await page.context().clearCookies({ name: "rollcall" });
      await form.getByRole("button", { name: /^Reserve/ }).click();
      await expect(visitor.heading("Sign in")).toBeVisible();
      await expect(visitor.refusal).toHaveText(`${ENDED} What you typed is there again once you are signed in.`);
      expect((await lab.ledger()).length).toBe(before);

      await visitor.signIn.as(PERSON, PASSWORD);
      await expect(visitor.heading("Film numbers")).toBeVisible();
      await expect(visitor.refusal).toHaveText("Your sign-in had ended, so nothing was done: check what you typed and send it again.");
      await expect(form.getByLabel("How many")).toHaveValue("3");
      await expect(form.getByLabel("What for")).toHaveValue("test films");
      await form.getByRole("button", { name: /^Reserve/ }).click();
      await expect(page.getByText(/reserved 3 numbers, 10000001 to 10000003, for test films/).first()).toBeVisible();
      expect((await lab.ledger()).length).toBe(before + 1);
    });
  });
}

test("a form with a file that is sent too late keeps what was typed", async ({ lab, page, visitor, watch }) => {
  watch.expecting(/: 401/);
  await visitor.register.open();
  const before = (await lab.ledger()).length;
  await page.context().clearCookies({ name: "rollcall" });
  await visitor.register.send(file("list.csv", csv(documents(5))), "RRD123-2025", "Letters");
  await expect(visitor.refusal).toHaveText(ENDED);
  await visitor.signIn.as(PERSON, PASSWORD);
  await expect(visitor.register.field("Archive id")).toHaveValue("RRD123-2025");
  await expect(visitor.register.field("Document type")).toHaveValue("Letters");
  expect((await lab.ledger()).length).toBe(before);

  await visitor.register.send(file("list.csv", csv(documents(5))), "RRD123-2025", "Letters");
  await expect(visitor.heading(/RRD123-2025 Letters/)).toBeVisible();
  await visitor.register.open();
  await expect(visitor.register.field("Archive id"), "what was carried out does not come back").toHaveValue("");
});

test("a form that is sent twice is carried out once", async ({ lab, page, visitor }) => {
  const project = await lab.register(documents(12));
  await visitor.project.open(project);
  await page.getByRole("button", { name: /^Accept plan/ }).dblclick();
  await expect(page.getByRole("heading", { name: /^Plan 1, accepted by/ })).toBeVisible();
  const accepted = (await lab.ledger()).filter((entry) => JSON.stringify(entry).includes("accept_plan"));
  expect(accepted).toHaveLength(1);
});

test("the same sending again has one effect, and its key is good for nothing else", async ({ lab, page, visitor }) => {
  await visitor.numbers.open();
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.method() === "POST"),
    visitor.numbers.reserve(2, "test films"),
  ]);
  await expect(page.getByText(/reserved 2 numbers/).first()).toBeVisible();
  const done = page.url();
  const before = (await lab.ledger()).length;
  const fields = Object.fromEntries(new URLSearchParams(sent.postData() ?? ""));
  const again = (form: Record<string, string>) =>
    page.request.post(sent.url(), { form, headers: { origin: lab.url, referer: `${lab.url}/numbers`, accept: "text/html" } });

  const answer = await again(fields);
  expect(answer.url(), "the first answer").toBe(done);
  expect((await lab.ledger()).length, "and nothing more").toBe(before);

  const other = await again({ ...fields, count: "500" });
  expect(await other.text()).toContain("This key was used for another request");
  expect((await lab.ledger()).length).toBe(before);
});
