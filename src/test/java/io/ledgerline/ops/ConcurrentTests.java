package io.ledgerline.ops;

import org.apache.jena.sys.JenaSystem;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.junit.jupiter.api.extension.Extension;

/// Makes ready, before any test runs beside another, what Mutiny and Jena make ready when they are
/// first used: of two first uses of Mutiny at the same time one fails, and those of Jena, by
/// several of its classes, may wait for one another.
public final class ConcurrentTests implements Extension {

  /// Called once by JUnit, which finds it in `META-INF/services`.
  public ConcurrentTests() {
    ContextManagerProvider.instance();
    JenaSystem.init();
  }
}
