import { networkOf, networksOf } from './client-network.rules';

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8:1:2::9]:4711', '2001:db8:1:2::/64'],
    ['[::ffff:203.0.113.7]:4711', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['64:ff9b::cb00:7107', '203.0.113.7'],
    ['64:ff9b::203.0.113.8', '203.0.113.8'],
    ['64:ff9b:1::cb00:7107', '64:ff9b:1:0::/64'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('networksOf', () => {
  it('counts an IPv6 client also under the /48 around its network, with a larger share', () => {
    expect(networksOf('2001:db8:1:2::9')).toEqual([
      { network: '2001:db8:1:2::/64', share: 1 },
      { network: '2001:db8:1::/48', share: 10 },
    ]);
  });

  it.each(['203.0.113.7', '::ffff:203.0.113.7', '64:ff9b::203.0.113.7'])(
    'counts %s only under the IPv4 address',
    (address) => {
      expect(networksOf(address)).toEqual([{ network: '203.0.113.7', share: 1 }]);
    },
  );
});
