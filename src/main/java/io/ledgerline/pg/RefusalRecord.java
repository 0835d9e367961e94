package io.ledgerline.pg;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.event.Violation;
import io.ledgerline.intake.Refusal;
import io.ledgerline.vault.keys.PayloadCipher;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of `ledger.quarantine`: an event that was refused.
@Entity
@Immutable
@Table(schema = "ledger", name = "quarantine")
@IdClass(RefusalRecord.Key.class)
class RefusalRecord {

  /// Log and a random number.
  record Key(UUID log, UUID id) implements Serializable {}

  private static final JsonLimits LIMITS = new JsonLimits(Integer.MAX_VALUE, 4);

  @Id
  @Column(name = "log_id")
  private UUID log;

  @Id
  @Column(name = "refusal_id")
  private UUID id;

  @Column(name = "refused_at")
  private Instant refusedAt;

  private String producer;

  private String tenant;

  private String door;

  @Column(name = "media_type")
  private String mediaType;

  private String problem;

  private String violations;

  private byte[] body;

  private @Nullable String cipher;

  @Column(name = "data_key_id")
  private @Nullable UUID key;

  /// For Hibernate.
  protected RefusalRecord() {}

  RefusalRecord(UUID log, UUID id, Refusal refusal, PayloadCipher.SealedBody sealed) {
    this.log = log;
    this.id = id;
    this.refusedAt = refusal.at();
    this.producer = refusal.producer();
    this.tenant = refusal.tenant();
    this.door = refusal.door();
    this.mediaType = refusal.mediaType();
    this.problem = refusal.problem();
    this.violations = text(refusal.violations());
    this.body = sealed.body().toArray();
    this.cipher = PayloadCipher.NAME;
    this.key = sealed.key();
  }

  UUID id() {
    return id;
  }

  /// How the body is encrypted; null where it is in the clear.
  @Nullable String cipher() {
    return cipher;
  }

  /// What the body is encrypted under; null where it is in the clear.
  @Nullable UUID key() {
    return key;
  }

  /// The body as it is stored.
  Bytes stored() {
    return Bytes.owned(body);
  }

  /// The refusal.
  ///
  /// @param opened the body
  Refusal refusal(Bytes opened) {
    return new Refusal(
        refusedAt, producer, tenant, door, mediaType, problem, violations(violations), opened);
  }

  private static String text(List<Violation> violations) {
    List<JsonValue> elements = new ArrayList<>();
    for (Violation violation : violations) {
      elements.add(
          JsonObject.of(
              Map.of(
                  "pointer", JsonString.of(violation.pointer()),
                  "message", JsonString.of(violation.message()))));
    }
    return CanonicalJson.of(JsonObject.of(Map.of("violations", JsonArray.of(elements)))).toString();
  }

  private static List<Violation> violations(String text) {
    CanonicalJson json = CanonicalJson.parse(Bytes.utf8(text), LIMITS);
    List<Violation> violations = new ArrayList<>();
    for (JsonValue element : json.object().array("violations")) {
      if (element instanceof JsonObject object) {
        violations.add(
            new Violation(
                object.string("pointer").orElse(""), object.string("message").orElse("")));
      }
    }
    return violations;
  }
}
