/** Whether an address may become a link: only web and mail addresses and paths of the host. A provider's string is not trusted further. */
export function isLinkable(href: string): boolean {
  return /^(https?:|mailto:|\/(?!\/))/i.test(href);
}
