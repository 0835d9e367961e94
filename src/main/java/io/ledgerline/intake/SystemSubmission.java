package io.ledgerline.intake;

import io.ledgerline.entry.Identity;
import io.ledgerline.entry.LeafDraft;
import io.ledgerline.entry.Payload;
import io.ledgerline.event.system.SystemRecord;
import io.ledgerline.intake.Arrival.Door;
import io.ledgerline.ledger.Ledger;
import io.ledgerline.ledger.Submission;
import java.util.random.RandomGenerator;

/// What the system records of itself, as it is handed in to the ledger.
final class SystemSubmission {

  private SystemSubmission() {}

  /// @param beside what the entry's transaction does
  /// @param random of the salts
  static Submission of(
      SystemRecord record, String tenant, Submission.Beside beside, RandomGenerator random) {
    String mediaType = Door.OPENLINEAGE.mediaType();
    Payload payload = Payload.whole(mediaType, record.toJson().bytes(), random);
    LeafDraft draft =
        new LeafDraft(
            record.type(), mediaType, Ledger.SYSTEM_PRODUCER, tenant, payload.commitment(), 0);
    Identity identity =
        Identity.ofSystem(tenant, record.type(), record.name(), record.toJson().object());
    return new Submission(draft, payload, identity, "documentation", beside);
  }
}
