package io.ledgerline.http.log;

import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonNumber;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.JsonValue.JsonString;
import io.ledgerline.note.VerifierKey;
import io.ledgerline.note.history.KeyHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The keys of a log over HTTP: `{"keys":[{"index","key"},{"index","key","note"}]}`, oldest first.
final class KeyList {

  private KeyList() {}

  static CanonicalJson of(KeyHistory history) {
    List<JsonValue> keys = new ArrayList<>();
    keys.add(JsonObject.of(key(0, history.first())));
    for (KeyHistory.Step step : history.steps()) {
      Map<String, JsonValue> key = key(step.index(), step.rotation().to());
      key.put("note", JsonString.of(step.rotation().note().render()));
      keys.add(JsonObject.of(key));
    }
    return CanonicalJson.of(JsonObject.of(Map.of("keys", JsonArray.of(keys))));
  }

  private static Map<String, JsonValue> key(long index, VerifierKey key) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("index", JsonNumber.of(index));
    members.put("key", JsonString.of(key.text()));
    return members;
  }
}
