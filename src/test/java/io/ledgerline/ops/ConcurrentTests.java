package io.ledgerline.ops;

import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.junit.jupiter.api.extension.Extension;

/// Makes ready, before any test runs beside another, what Mutiny makes ready when it is first used:
/// of two first uses at the same time one fails.
public final class ConcurrentTests implements Extension {

  /// Called once by JUnit, which finds it in `META-INF/services`.
  public ConcurrentTests() {
    ContextManagerProvider.instance();
  }
}
