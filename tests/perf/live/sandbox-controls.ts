import { z } from "zod";
import type { MeasuredShop } from "../shops/measured-shop";

const tradeSchema = z.object({ counts: z.record(z.string(), z.number()) });
const deliveriesSchema = z.object({ pending: z.number() });
const answerTimesSchema = z.object({ answerTimesMs: z.array(z.number()) });

/** What happens in the sandbox's shop, by its control API. */
export class SandboxControls {
  constructor(private readonly shop: MeasuredShop) {}

  async trade(ordersPerSecond: number): Promise<void> {
    await this.ask("POST", "traffic", { ordersPerSecond });
  }

  async endTrade(): Promise<void> {
    await this.ask("DELETE", "traffic");
  }

  async countOrders(): Promise<number> {
    return tradeSchema.parse(await this.ask("GET", "traffic")).counts.orders ?? 0;
  }

  /** So many changes, of none of which the app is told. */
  async changeInSilence(changes: number): Promise<void> {
    await this.ask("PUT", "faults", { webhooks: { lostShare: 1 } });
    await this.ask("POST", "traffic/burst", { changes });
    await this.ask("DELETE", "faults");
  }

  async sellOne(variantId: string): Promise<void> {
    await this.ask("POST", "changes/place-order", { lines: [{ variantId, quantity: 1 }] });
  }

  async countDeliveriesUnderWay(): Promise<number> {
    return deliveriesSchema.parse(await this.ask("GET", "webhooks")).pending;
  }

  /** Waits until no delivery is under way. */
  async settle(): Promise<void> {
    await this.ask("POST", "webhooks/settle", { timeoutMs: 600_000 });
  }

  /** How long each delivery's answer took since this was last asked, as the sandbox has seen it. */
  async takeAnswerTimes(): Promise<number[]> {
    return answerTimesSchema.parse(await this.ask("POST", "webhooks/answer-times")).answerTimesMs;
  }

  private async ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(new URL(`/sandbox/${path}`, this.shop.demo.address), {
      method,
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`/sandbox/${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
