#include "verifiers/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef ARCH

/* Calls of x32, which have the architecture of x86_64, begin here. */
#define X32_FIRST 0x40000000u

#define FIELD(name) (uint32_t) offsetof(struct seccomp_data, name)

/* The low half of an argument; both architectures are little-endian. */
#define ARGUMENT(i) (uint32_t)(FIELD(args) + 8 * (i))

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define REFUSE(errnum) RETURN(SECCOMP_RET_ERRNO | (errnum))
#define ALLOW RETURN(SECCOMP_RET_ALLOW)

/* Pass over as many steps where the value does not equal, or does. */
#define SKIP_UNLESS(value, steps) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, (steps))
#define SKIP_IF(value, steps) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), (steps), 0)

/* Steps for one call; the number is loaded, and is so again behind them. */
#define REFUSE_CALL(number, errnum) SKIP_UNLESS(number, 1), REFUSE(errnum)
#define ONLY_TO(number, pid)                                        \
	SKIP_UNLESS(number, 4), LOAD(ARGUMENT(0)), SKIP_IF(pid, 1), \
		REFUSE(EPERM), ALLOW

int gamut_sandbox_filter(void)
{
	const uint32_t self = (uint32_t)getpid();
	/*
	 * glibc and musl make threads by clone() where clone3(), whose flags
	 * no filter can see, is not there. io_uring opens sockets and files
	 * past any filter.
	 */
	struct sock_filter steps[] = {
		LOAD(FIELD(arch)),
		SKIP_IF(ARCH, 1),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(FIELD(nr)),
#ifdef __x86_64__
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_FIRST, 0, 1),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		REFUSE_CALL(SYS_fork, EPERM),
		REFUSE_CALL(SYS_vfork, EPERM),
#endif
		REFUSE_CALL(435 /* clone3 */, ENOSYS),
		REFUSE_CALL(425 /* io_uring_setup */, ENOSYS),
		REFUSE_CALL(SYS_socket, EPERM),
		REFUSE_CALL(SYS_ptrace, EPERM),
		REFUSE_CALL(SYS_process_vm_writev, EPERM),
		REFUSE_CALL(SYS_tkill, EPERM),
		REFUSE_CALL(SYS_rt_sigqueueinfo, EPERM),
		REFUSE_CALL(SYS_rt_tgsigqueueinfo, EPERM),
		REFUSE_CALL(424 /* pidfd_send_signal */, EPERM),
		/* Leaving the process group, by which it is ended. */
		REFUSE_CALL(SYS_setsid, EPERM),
		REFUSE_CALL(SYS_setpgid, EPERM),
		/* Root could lift its limits. */
		REFUSE_CALL(SYS_setrlimit, EPERM),
		ONLY_TO(SYS_kill, self),
		ONLY_TO(SYS_tgkill, self),
		/* To ask for a limit is fine; the address is then NULL. */
		SKIP_UNLESS(SYS_prlimit64, 6),
		LOAD(ARGUMENT(2)),
		SKIP_UNLESS(0, 3),
		LOAD(ARGUMENT(2) + 4),
		SKIP_UNLESS(0, 1),
		ALLOW,
		REFUSE(EPERM),
		SKIP_UNLESS(SYS_clone, 4),
		LOAD(ARGUMENT(0)),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
		REFUSE(EPERM),
		ALLOW,
		ALLOW,
	};
	const struct sock_fprog program = {
		.len = sizeof(steps) / sizeof(steps[0]),
		.filter = steps,
	};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		return errno;
	return 0;
}

#else

int gamut_sandbox_filter(void)
{
	return ENOSYS;
}

#endif
