package io.ledgerline.assurance.gate;

import io.ledgerline.event.record.Actor;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/// Who somebody is, for counting people: ids that differ only in case, in white space around them,
/// or in how the same letters are encoded are one person.
///
/// The namespace and the role of an actor are left aside: whoever sends a record chooses them, and
/// would be somebody else in each.
///
/// @param id in NFKC and lower case, without white space around
public record Person(String id) {

  /// Whoever has an id.
  public static Person of(String id) {
    String compatible = Normalizer.normalize(id, Form.NFKC).strip();
    return new Person(Normalizer.normalize(compatible.toLowerCase(Locale.ROOT), Form.NFKC));
  }

  /// Whoever an actor is.
  static Person of(Actor actor) {
    return of(actor.id());
  }
}
