package io.ledgerline.vault.hold;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.CanonicalJson;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.entry.LogId;
import io.ledgerline.event.system.HoldLifted;
import io.ledgerline.event.system.HoldPlaced;
import io.ledgerline.ledger.check.RowsBeside;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of legal holds, which repeat what the entries say that place and lift them.
///
/// Whom a hold of a data subject is about no entry says: of that nothing is compared. A hold whose
/// entry is not there yet is in force all the same, and not compared either.
///
/// @param store where they are kept
public record HoldRows(HoldStore store) implements RowsBeside {

  @Override
  public Uni<List<Row>> all(LogId log) {
    return store
        .all(log)
        .map(
            holds -> {
              List<Row> rows = new ArrayList<>();
              for (Hold hold : holds) {
                String name = "the row of hold " + hold.id();
                String id = hold.id().toString();
                hold.placedBy()
                    .ifPresent(
                        index ->
                            rows.add(
                                new Row(index, name, placed(id, hold.matter(), hold.range()))));
                hold.liftedBy().ifPresent(index -> rows.add(new Row(index, name, lifted(id))));
              }
              return rows;
            });
  }

  @Override
  public Optional<String> saidBy(String leafType, Bytes accepted) {
    try {
      if (leafType.equals(HoldPlaced.TYPE)) {
        HoldPlaced hold = HoldPlaced.parse(json(accepted));
        return Optional.of(placed(hold.holdId(), hold.matter(), hold.range()));
      }
      return leafType.equals(HoldLifted.TYPE)
          ? Optional.of(lifted(HoldLifted.parse(json(accepted)).holdId()))
          : Optional.empty();
    } catch (MalformedJsonException | IllegalArgumentException otherVersion) {
      return Optional.empty();
    }
  }

  private static CanonicalJson json(Bytes accepted) {
    return CanonicalJson.parse(accepted, JsonLimits.OWN_RECORDS);
  }

  private static String placed(String id, String matter, Optional<HoldPlaced.Range> range) {
    String held =
        range
            .map(entries -> "entries %d to %d".formatted(entries.first(), entries.last()))
            .orElse("a data subject");
    return "hold %s of %s, placed for %s".formatted(id, held, matter);
  }

  private static String lifted(String id) {
    return "hold %s, lifted".formatted(id);
  }
}
