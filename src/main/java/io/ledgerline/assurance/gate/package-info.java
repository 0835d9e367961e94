/// Whether a pipeline or a deployment may go on: [Gate]. Closed when in doubt.
///
/// Must not know who asks, nor how an answer is sent.
package io.ledgerline.assurance.gate;
