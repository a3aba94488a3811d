import { expect } from 'chai';
import { changedPaths, remoteAddresses } from './system-calls.js';

describe('a trace of system calls', () => {
  it('tells what was reached beyond this machine', () => {
    const lines = [
      '7 connect(18<TCP:[1]>, {sa_family=AF_INET, sin_port=htons(7687), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS',
      '7 connect(18<UDP:[1]>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.2")}, 16) = -1 ENETUNREACH',
      '7 sendto(9<UDPv6:[2]>, "x", 1, 0, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2a00::1", &sin6_addr)}, 28) = 1',
      '7 bind(9<TCP:[3]>, {sa_family=AF_INET6, inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0',
    ];
    expect(remoteAddresses(lines)).to.deep.equal(['10.0.0.2', '2a00::1']);
  });

  it('tells what was written, and not what was read or refused', () => {
    const lines = [
      '7 openat(AT_FDCWD</a>, "b.txt", O_WRONLY|O_CREAT, 0666) = 9</a/b.txt>',
      '7 openat(AT_FDCWD</a>, "/etc/hosts", O_RDONLY) = 9</etc/hosts>',
      '7 openat(AT_FDCWD</a>, "/late", O_RDWR <unfinished ...>',
      '8 <... openat resumed>) = 10</read/elsewhere>',
      '7 mkdir("/made", 0755) = 0',
      '7 mkdir("/refused", 0755) = -1 EACCES (Permission denied)',
      '7 connect(3, {sa_family=AF_UNIX, sun_path="/run/socket"}, 110) = 0',
    ];
    expect(changedPaths(lines)).to.deep.equal(['/a/b.txt', '/late', '/made']);
  });
});
