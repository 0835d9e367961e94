package io.ledgerline.entry;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.entry.number.Numbering;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A leaf before it is sequenced: everything but the time of receipt.
///
/// @param type what kind of event the payload is
/// @param mediaType of the accepted bytes
/// @param producer the random id of the key that the producer used
/// @param tenant the pseudonym of the tenant
/// @param commitment the digests over the payload
/// @param redactions how many secrets were replaced
/// @param numbering the number that the producer gave it, if it numbers what it sends
public record LeafDraft(
    String type,
    String mediaType,
    String producer,
    String tenant,
    Commitment commitment,
    int redactions,
    Optional<Numbering> numbering) {

  private static final int COUNT_MAX = 999_999_999;

  /// A leaf without a number.
  public LeafDraft(
      String type,
      String mediaType,
      String producer,
      String tenant,
      Commitment commitment,
      int redactions) {
    this(type, mediaType, producer, tenant, commitment, redactions, Optional.empty());
  }

  /// Checks the texts here, before the draft waits with others for the sequencer.
  ///
  /// @throws CorruptEntryException if a text is not 1 to 255 characters of printable ASCII without
  ///   `"` and `\`, or the number of redactions is negative
  public LeafDraft {
    Leaf.requireText("type", type);
    Leaf.requireText("media_type", mediaType);
    Leaf.requireText("producer", producer);
    Leaf.requireText("tenant", tenant);
    if (redactions < 0 || redactions > COUNT_MAX || commitment.unitDigests().size() > COUNT_MAX) {
      throw new CorruptEntryException(redactions + " redactions");
    }
  }

  /// The leaf, received at this time.
  public Leaf receivedAt(Instant time) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    put(fields, "event_digest", commitment.eventDigest().toBase64());
    put(fields, "media_type", mediaType);
    put(fields, "payload_root", commitment.payloadRoot().toBase64());
    put(fields, "producer", producer);
    put(fields, "received_at", Timestamp.format(time));
    put(fields, "redactions", Integer.toString(redactions));
    put(fields, "tenant", tenant);
    put(fields, "type", type);
    put(fields, "units", Integer.toString(commitment.unitDigests().size()));
    put(fields, "v", numbering.isPresent() ? Leaf.NUMBERED_VERSION : Leaf.VERSION);
    numbering.ifPresent(n -> n.fields().forEach((name, value) -> put(fields, name, value)));
    return new Leaf(CanonicalJson.of(JsonObject.of(fields)));
  }

  private static void put(Map<String, JsonValue> fields, String name, String value) {
    fields.put(name, JsonString.of(value));
  }
}
