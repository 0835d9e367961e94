package io.ledgerline.projection;

import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.event.RealEvents;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import io.ledgerline.ledger.TestLedgers;
import io.ledgerline.projection.world.Entries;
import java.util.List;
import java.util.Random;

/// Puts events into a ledger without a door.
public final class LedgerFiller {

  private LedgerFiller() {}

  /// Appends events in their order.
  public static void append(Ledger ledger, List<Entries.Event> events) {
    for (Entries.Event event : events) {
      ledger.append(submission(event)).await().indefinitely();
    }
  }

  /// What a door would hand in. Text that is no JSON stands for what no door lets in.
  static Submission submission(Entries.Event event) {
    Payload payload =
        Payload.whole(event.mediaType(), event.payload(), new Random(event.hashCode()));
    String text = event.payload().utf8();
    return new Submission(
        new LeafDraft(
            event.type(),
            event.mediaType(),
            "producer",
            TestLedgers.TENANT,
            payload.commitment(),
            0),
        payload,
        Identity.ofContent(
            TestLedgers.TENANT,
            RealEvents.json(text.startsWith("{") ? text : "{\"broken\":" + text.length() + "}")),
        "log");
  }
}
