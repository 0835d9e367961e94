/// Puts the parts together: the program, its settings, the beans.
///
/// [Main] starts the database before Quarkus and stops it after; [LedgerlineConfig] are all
/// settings, mapped to the settings records of the packages; the `…Beans` make one object of each
/// kind.
///
/// Must not decide anything that a package could decide for itself.
package io.ledgerline.wiring;
