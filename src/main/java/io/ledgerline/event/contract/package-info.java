/// What a contract asks of a dataset, in types: [ContractTerms].
///
/// Must not know how it is held against anything.
package io.ledgerline.event.contract;
