/// Whether a pipeline or a deployment may go on, and whether who proposed something may do it:
/// [Gate]. Closed when in doubt.
///
/// Must not know who asks, nor how an answer is sent.
package io.ledgerline.assurance.gate;
