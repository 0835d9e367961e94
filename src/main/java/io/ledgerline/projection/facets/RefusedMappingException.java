package io.ledgerline.projection.facets;

import java.util.List;

/// A mapping of facets that cannot be used. The message names all that is wrong with it.
public final class RefusedMappingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  RefusedMappingException(List<String> faults) {
    super(String.join("; ", faults));
  }
}
