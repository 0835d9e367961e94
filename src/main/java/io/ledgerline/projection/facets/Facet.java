package io.ledgerline.projection.facets;

import io.ledgerline.canon.JsonValue.JsonObject;

/// One facet: where it stands, and what it says.
interface Facet {

  /// Where it stands.
  Slot slot();

  /// Its key in the slot.
  String key();

  /// Notes what it says, which must not depend on what other events said before.
  void note(Place place, JsonObject facet);
}
