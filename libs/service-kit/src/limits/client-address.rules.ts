/** Returns the address of the client, given the number of proxies in front of the process that append to X-Forwarded-For. */
export function clientAddressOf(
  forwardedFor: string | readonly string[] | undefined,
  socketAddress: string,
  trustedProxies: number,
): string {
  const list = typeof forwardedFor === 'string' ? forwardedFor.split(',') : [];
  const hops = [...list.map((hop) => hop.trim()), socketAddress];
  return hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? socketAddress;
}
