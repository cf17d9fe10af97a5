import type { Locator } from "@playwright/test";
import { Sheet } from "./sheet.ts";

export class People extends Sheet {
  async open(): Promise<void> {
    await this.visitor.open("/people");
  }

  /** The line of a person or of an access key. */
  line(name: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  /** The secret of a new key, while it is shown. */
  get secret(): Locator {
    return this.page.getByText(/^rollcall_[0-9a-f]+$/);
  }

  async makeKey(label: string, role: string): Promise<void> {
    const form = await this.unfold("Make a key…");
    await form.getByLabel("What for").fill(label);
    await form.getByLabel(role, { exact: true }).check();
    await form.getByRole("button", { name: /^Make/ }).click();
  }

  async setRoles(name: string, roles: Record<string, boolean>): Promise<void> {
    const form = await this.unfold("Roles…", this.line(name));
    for (const [role, has] of Object.entries(roles)) await form.getByLabel(role, { exact: true }).setChecked(has);
    await form.getByRole("button", { name: /^Set roles/ }).click();
  }
}
