package io.ledgerline.dossier.fact;

import io.ledgerline.dossier.trace.ModelTrace;
import io.ledgerline.ledger.PayloadEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a collector found of a model version.
///
/// @param facts for documents
/// @param trace for bundles
/// @param entries those that the facts name, with their payloads
public record Collected(ModelFacts facts, ModelTrace trace, SortedMap<Long, PayloadEntry> entries) {

  /// Copies the entries.
  public Collected {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /// The evidence of the facts, ascending.
  public List<Evidence> evidence() {
    return facts.entries().stream()
        .map(index -> entries.get(index))
        .map(PayloadEntry::entry)
        .map(
            entry ->
                new Evidence(
                    entry.index(),
                    entry.leaf().type(),
                    entry.leaf().receivedAt(),
                    entry.leaf().hash().toHex()))
        .toList();
  }
}
