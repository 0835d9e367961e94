package io.ledgerline.event.record;

import io.ledgerline.canon.JsonValue.JsonObject;
import java.util.Optional;

/// A person or an organisation, under the id that the sender uses for it.
///
/// @param id a pseudonym or account name, unique in the record's namespace
/// @param data all that is said of the actor
public record Actor(String id, JsonObject data) {

  /// What to call the actor.
  public Optional<String> name() {
    return data.string("name");
  }

  /// In which role the actor acts.
  public Optional<String> role() {
    return data.string("role");
  }

  /// For which organisation.
  public Optional<String> org() {
    return data.string("org");
  }
}
