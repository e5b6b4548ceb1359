/** Header fields: what each of them holds, and how it is written. */
package smtp.message.field;
