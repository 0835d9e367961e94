/// Whether what runs wrote is what contracts ask for, and what their jobs wrote before:
/// [ContractWatch].
///
/// The world is the lineage graph, which does not depend on the order of arrival: [Verdicts] says
/// what does not hold of a version, a function of the graph alone, and the watch has the difference
/// to the findings recorded that the graph knows. So nothing is found twice, whoever begins anew,
/// and what a late event corrects is closed.
///
/// Must not know how a finding is recorded, nor how the graph is filled.
package io.ledgerline.assurance.contract;
