/// Our vocabulary as it is published: [Ontology] reads the files of `ontology/`, [Term] is one term
/// of it with everything that a reader wants to know, [JsonLdContext] makes short names of them.
///
/// Must not know what a store is: nothing here touches a lineage graph.
package io.ledgerline.graph.ontology;
