package io.ledgerline.projection.facets.form;

import io.ledgerline.canon.JsonValue.JsonBoolean;
import io.ledgerline.canon.JsonValue.JsonObject;

/// One facet: where it stands, and what it says.
public interface Facet {

  /// Where it stands.
  Slot slot();

  /// Its key in the slot.
  String key();

  /// Notes what it says, which must not depend on what other events said before.
  void note(Place place, JsonObject facet);

  /// Whether a facet says that what it said before is no longer so.
  static boolean isDeleted(JsonObject facet) {
    return facet.members().get("_deleted") instanceof JsonBoolean deleted && deleted.value();
  }
}
