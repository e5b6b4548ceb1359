/** Messages of every structure, and what another parser finds in each form of them. */
package smtp.message.corpus;
