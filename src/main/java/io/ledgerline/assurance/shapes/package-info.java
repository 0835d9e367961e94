/// Contracts as others read them: [ContractView], with SHACL shapes.
///
/// Must not hold a contract against anything.
package io.ledgerline.assurance.shapes;
