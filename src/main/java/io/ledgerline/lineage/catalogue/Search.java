package io.ledgerline.lineage.catalogue;

import io.ledgerline.lineage.catalogue.Named.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds names. Times are looked up only where they are asked for, and only of so many.
final class Search {

  private static final Comparator<Found> LAST_HEARD_OF_FIRST =
      Comparator.comparing((Found found) -> found.updatedAt().orElse(Instant.MIN)).reversed();

  private final Names names;
  private final Portraits portraits;
  private final int namesExaminedMax;

  Search(Names names, Portraits portraits, int namesExaminedMax) {
    this.names = names;
    this.portraits = portraits;
    this.namesExaminedMax = namesExaminedMax;
  }

  Page<Found> find(SearchTerms terms, long position) {
    String text = terms.text().toLowerCase(Locale.ROOT);
    List<Named> matching =
        Stream.of(Kind.values())
            .filter(kind -> terms.kind().map(kind::equals).orElse(true))
            .flatMap(kind -> names.all(kind, terms.namespace()).stream())
            .filter(named -> holds(named.name(), text) || holds(named.namespace(), text))
            .sorted(Comparator.comparing(Named::name).thenComparing(Named::namespace))
            .toList();
    if (!terms.byTime() && terms.before().isEmpty() && terms.after().isEmpty()) {
      List<Found> shown = matching.stream().limit(terms.limit()).map(this::found).toList();
      return new Page<>(shown, matching.size(), false, position);
    }
    Stream<Found> timed =
        matching.stream()
            .limit(namesExaminedMax)
            .map(this::found)
            .filter(found -> isWithin(found.updatedAt(), terms));
    List<Found> all = (terms.byTime() ? timed.sorted(LAST_HEARD_OF_FIRST) : timed).toList();
    return Page.of(all, terms.limit(), 0, matching.size() > namesExaminedMax, position);
  }

  private Found found(Named named) {
    return new Found(named, portraits.updatedAt(named));
  }

  private static boolean isWithin(Optional<Instant> time, SearchTerms terms) {
    return terms.before().map(end -> time.map(end::isAfter).orElse(false)).orElse(true)
        && terms
            .after()
            .map(start -> time.map(at -> !at.isBefore(start)).orElse(false))
            .orElse(true);
  }

  private static boolean holds(String name, String text) {
    return name.toLowerCase(Locale.ROOT).contains(text);
  }
}
