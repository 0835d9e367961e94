package io.ledgerline.dossier.card;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.dossier.fact.AsOf;
import io.ledgerline.dossier.fact.Evidence;
import io.ledgerline.dossier.trace.ModelRef;
import io.ledgerline.entry.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;

/// The twin of a model card for machines: RFC 8785 bytes, as
/// `ontology/schemas/model-card.v1.schema.json` describes them.
public final class CardJson {

  private CardJson() {}

  /// The bytes.
  public static Bytes render(ModelCard card) {
    Map<String, JsonValue> members = content(card);
    members.put("checkpoint", checkpoint(card.asOf()));
    return CanonicalJson.of(JsonObject.of(members)).bytes();
  }

  /// What a card says but for the checkpoint: as long as this is the same, so is the card.
  public static CanonicalJson identity(ModelCard card) {
    return CanonicalJson.of(JsonObject.of(content(card)));
  }

  private static Map<String, JsonValue> content(ModelCard card) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("format", JsonString.of("ledgerline-model-card"));
    members.put("formatVersion", JsonString.of(ModelCard.VERSION));
    members.put("generator", JsonString.of(card.generator()));
    members.put("model", model(card.facts().model(), card.facts().iri()));
    members.put("facts", card.facts().toJson());
    members.put(
        "evidence", JsonArray.of(card.evidence().stream().map(CardJson::evidence).toList()));
    members.put("limits", JsonArray.of(ModelCard.LIMITS.stream().map(JsonString::of).toList()));
    return members;
  }

  private static JsonObject model(ModelRef model, String iri) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("namespace", JsonString.of(model.namespace()));
    members.put("name", JsonString.of(model.name()));
    members.put("version", JsonString.of(model.version()));
    members.put("iri", JsonString.of(iri));
    return JsonObject.of(members);
  }

  private static JsonObject checkpoint(AsOf asOf) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("origin", JsonString.of(asOf.origin()));
    members.put("treeSize", JsonNumber.of(asOf.treeSize()));
    members.put("rootHash", JsonString.of(asOf.rootHash()));
    members.put("time", JsonString.of(Timestamp.format(asOf.time())));
    return JsonObject.of(members);
  }

  private static JsonObject evidence(Evidence evidence) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("entry", JsonNumber.of(evidence.index()));
    members.put("type", JsonString.of(evidence.type()));
    members.put("receivedAt", JsonString.of(Timestamp.format(evidence.receivedAt())));
    members.put("leafHash", JsonString.of(evidence.leafHash()));
    members.put("proof", JsonString.of(evidence.proofPath()));
    return JsonObject.of(members);
  }
}
