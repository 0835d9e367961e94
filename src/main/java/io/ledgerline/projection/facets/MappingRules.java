package io.ledgerline.projection.facets;

import io.ledgerline.graph.Cursor;
import io.ledgerline.projection.derived.Derivation;
import io.ledgerline.projection.workspace.ContentDigest;
import java.util.Optional;

/// What an installation chooses of the rules by which entries become quads.
///
/// @param facets what is taken from facets beside what always is; default nothing
/// @param pairsMax the number of pairs of input and output of a run up to which they are stored one
///   by one, 0 or more; default 64
public record MappingRules(FacetMapping facets, int pairsMax) {

  /// The version of the rules that nobody chooses. Whoever changes the quads of any entry counts it
  /// up; a graph of another version answers until one of this version is filled.
  public static final int VERSION = 5;

  /// What there is if nobody chooses.
  public static final MappingRules DEFAULTS =
      new MappingRules(FacetMapping.NONE, Derivation.PAIRS_MAX);

  /// Checks the number.
  ///
  /// @throws IllegalArgumentException if it is negative
  public MappingRules {
    if (pairsMax < 0) {
      throw new IllegalArgumentException("pairs that are stored are 0 or more, not " + pairsMax);
    }
  }

  /// Whether entries became the quads of a graph by other rules than these, or than those of this
  /// program.
  public boolean areOthersOf(Optional<Cursor> cursor) {
    return cursor.isPresent()
        && (cursor.get().mappingVersion() != VERSION
            || !cursor.get().mappingDigest().equals(digest()));
  }

  /// Names them: a graph that was filled by rules of another name has to be filled anew.
  ///
  /// @return empty for the defaults
  public String digest() {
    boolean areDefault = pairsMax == Derivation.PAIRS_MAX && facets.toString().isEmpty();
    return areDefault ? "" : ContentDigest.of(pairsMax + "\n" + facets);
  }
}
