/** Helpers of the tests, among them second implementations by the letter of the RFCs. */
package smtp.message.support;
