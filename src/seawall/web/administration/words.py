"""The words of the administration, Chinese first; `{}` is filled in with what the machine says."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.tell.terminal.language import Language

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what is looked at
        "health.database": ("数据库", "Database"),
        "health.migration": ("数据库版本", "Migration"),
        "health.facts": ("事实", "Facts"),
        "health.checkins": ("签到", "Check-ins"),
        "health.keeping": ("到期销毁", "Keeping"),
        "health.keys": ("日密钥", "Day keys"),
        "health.journal": ("日志封签", "Roots of the journal"),
        "health.locks": ("锁", "Locks"),
        "health.backup": ("备份", "Backup"),
        "health.disk": ("磁盘", "Disk"),
        "health.memory": ("内存", "Memory"),
        "health.kernels": ("计算内核", "Kernels"),
        "health.sessions": ("登录", "Sessions"),
        # how it is
        "database.met": ("应答正常：PostgreSQL {}，{}。", "It answers: PostgreSQL {}, {}."),
        "migration.met": ("版本 {}，与本程序一致。", "At {}, which this version works with."),
        "migration.late": ("数据库为 {}，本程序需要 {}。", "At {}; this version works with {}."),
        "migration.do": (
            "用本版本重新启动 `seawall serve`，它会先迁移。",
            "Start `seawall serve` of this version again: it migrates first.",
        ),
        "facts.met": ("最近一批是第 {} 批，{} 入库。", "The last batch is {}, which came in at {}."),
        "facts.none": ("还没有事实。", "There are no facts yet."),
        "facts.do": ("导入 incidents.csv 起，即有方案。", "A plan begins as soon as incidents.csv is imported."),
        "checkins.history": ("历史库不收签到。", "A history takes no check-ins."),
        "checkins.none": ("还没有签到。", "No check-ins came in yet."),
        "checkins.met": (
            "最近一批是第 {} 批，{} 入库；接收程序在运行。",
            "The last batch is {}, which came in at {}; a program takes them now.",
        ),
        "checkins.late": (
            "最近一批是第 {} 批，{} 入库；没有程序在接收。",
            "The last batch is {}, which came in at {}; no program takes them now.",
        ),
        "checkins.do": (
            "启动 `seawall checkins take`；未收下的签到会由发送方重发。",
            "Start `seawall checkins take`; whoever sends keeps what was not taken.",
        ),
        "keeping.met": ("保存 {} 天的签到，没有一天过期。", "Check-ins of {} days are held, none past its term."),
        "keeping.late": ("{} 天的签到已过保存期：{}。", "Check-ins of {} days are held past their term: {}."),
        "keeping.do": (
            "运行 `seawall checkins keep`，并每天定时运行。",
            "Run `seawall checkins keep`, and have it run daily.",
        ),
        "keys.met": ("每一天的密钥都在。", "The key of every day is there."),
        "keys.late": ("{} 天的密钥不在：{}。", "The keys of {} days are gone: {}."),
        "keys.do": (
            "从另存处放回密钥，或销毁这些天。",
            "Put the keys back from where they are kept, or drop those days.",
        ),
        "journal.met": ("{} 条日志；{} 封签了前 {} 条。", "{} entries; at {} a root over {} of them was signed."),
        "journal.late": (
            "{} 条日志还没有封签；最近一次封签：{}。",
            "{} entries are under no signed root; the last was signed: {}.",
        ),
        "journal.do": ("现在封签，并把树头交给审计员另存。", "Sign a root now, and hand it to the auditor."),
        "locks.met": ("没有等待。", "Nobody waits for one."),
        "locks.open": ("{} 个连接在等待。", "{} connections wait for one."),
        "locks.do": (
            "一分钟后再看；仍在等待时，看是否有导入或销毁未结束。",
            "Look again in a minute; if they still wait, see whether an import or a drop has not ended.",
        ),
        "backup.cannot_tell": (
            "无法判断：复制数据目录不会告诉本系统。",
            "Cannot tell: who copies a home does not tell it.",
        ),
        "backup.do": (
            "`seawall stop` 后 `cp -a`，见 docs/operations.md；在交接班时写下时间。",
            "`seawall stop`, then `cp -a` (docs/operations.md); note the time at the hand-over.",
        ),
        "disk.met": ("{} 中空余 {}。", "{} of which {} is free."),
        "disk.late": ("{} 中只空余 {}。", "{} of which only {} is free."),
        "disk.do": (
            "在数据目录所在磁盘上腾出空间；已确认的数据不会丢。",
            "Make room on the disk of the home; nothing that was acknowledged is lost.",
        ),
        "memory.met": ("本进程用 {}；机器 {} 中可用 {}。", "This process has {}; of the machine's {}, {} is free."),
        "memory.late": (
            "本进程用 {}；机器 {} 中只剩 {} 可用。",
            "This process has {}; of the machine's {}, only {} is free.",
        ),
        "memory.do": (
            "结束机器上的其他程序，或换更大的机器。",
            "End other programs of the machine, or move to a larger one.",
        ),
        "kernels.met": ("本进程中已就绪。", "Ready in this process."),
        "kernels.open": (
            "第一次查询签到时载入，约一秒。",
            "Loaded when check-ins are first asked, which takes a second.",
        ),
        "sessions.met": ("{} 个登录，其中 {} 个用应急密码。", "{} are open, {} of them with a break-glass password."),
        # entries of the journal
        "kind.amendment": ("修改方案", "amendment"),
        "kind.order": ("命令", "order"),
        "kind.signature": ("签署", "signature"),
        "kind.appeal": ("申诉", "appeal"),
        "kind.import": ("导入", "import"),
        "kind.read": ("查看姓名", "names read"),
        "kind.search": ("查找姓名", "register searched"),
        "kind.stays": ("打开行程", "stays opened"),
        "kind.sign_in": ("登录", "sign-in"),
        "kind.grant": ("账号与授权", "accounts and rights"),
        "kind.policy": ("预案启用", "policy in force"),
        "kind.issue": ("发文", "issue"),
        "kind.export": ("导出", "export"),
        "kind.term": ("到期销毁", "end of term"),
        "kind.bulk": ("批量操作", "act on many rows"),
        "kind.refusal": ("拒绝", "refusal"),
        # roles
        "role.commander": ("指挥长", "commander"),
        "role.epidemiologist": ("流行病学", "epidemiologist"),
        "role.area_officer": ("片区负责人", "area officer"),
        "role.tracer": ("流调员", "tracer"),
        "role.laboratory": ("实验室", "laboratory"),
        "role.site_manager": ("隔离点负责人", "site manager"),
        "role.clerk": ("录入员", "clerk"),
        "role.press_officer": ("新闻发布", "press officer"),
        "role.administrator": ("管理员", "administrator"),
        "role.auditor": ("审计员", "auditor"),
        # what was changed of an account
        "grant.role given": ("授予角色", "role given"),
        "grant.role asked for": ("申请授予角色", "role asked for"),
        "grant.invitation asked for": ("申请发出邀请", "invitation asked for"),
        "grant.role ended": ("终止角色", "role ended"),
        "grant.account ended": ("停用账号", "account ended"),
        "grant.password given": ("设置应急密码", "break-glass password given"),
        "grant.passkey registered": ("登记通行密钥", "passkey registered"),
        "grant.passkey revoked": ("撤销通行密钥", "passkey revoked"),
        "grant.sessions ended": ("强制退出", "signed out everywhere"),
        "grant.sign-in linked": ("关联单位登录", "sign-in of the organisation linked"),
        "grant.sign-in unlinked": ("解除单位登录", "sign-in of the organisation unlinked"),
        "grant.invited": ("发出邀请", "invited"),
        "body.role": ("角色", "role"),
        "body.organisation": ("单位", "organisation"),
        "body.area": ("范围", "area"),
        "body.agreed": ("同意者", "agreed by"),
        # what is tried
        "simulated.to_sign": ("要签署的条目", "rows to be signed"),
        "simulated.by_two": ("其中要两个单位签署", "of these by two organisations"),
        # sites, rooms and teams
        "site.quarantine": ("集中隔离点", "quarantine"),
        "site.reserve_quarantine": ("备用隔离点", "reserve quarantine"),
        "site.hospital": ("医院", "hospital"),
        "site.designated_hospital": ("定点医院", "designated hospital"),
        "site.fever_clinic": ("发热门诊", "fever clinic"),
        "site.laboratory": ("实验室", "laboratory"),
        "site.test_point": ("采样点", "test point"),
        "site.vaccination": ("接种点", "vaccination"),
        "site.warehouse": ("仓库", "warehouse"),
        "site.headquarters": ("指挥部", "headquarters"),
        "site.other": ("其他", "other"),
        "state.": ("未说明", "not said"),
        "state.free": ("可用", "free"),
        "state.taken": ("已用", "taken"),
        "state.closed": ("关闭", "closed"),
        "state.disinfecting": ("消毒中", "disinfecting"),
        "team.tracing": ("流调", "tracing"),
        "team.sampling": ("采样", "sampling"),
        "team.disinfection": ("消毒", "disinfection"),
        "team.transfer": ("转运", "transfer"),
        "team.sealing": ("封控", "sealing"),
        "team.checkpoint": ("卡口", "checkpoint"),
        "team.community": ("社区", "community"),
        "team.county_leader": ("县领导", "county leader"),
        "team.expressway_exit": ("高速口", "expressway exit"),
        "team.patrol": ("巡查", "patrol"),
        "team.police": ("公安", "police"),
        "team.street": ("街道", "street"),
        "never": ("从未", "never"),
    }
)


def say(word: str, lang: Language, *given: object) -> str:
    """A word or a sentence in the language, filled in; one that stands nowhere here is what follows its first dot."""
    bare = word.partition(".")[2]
    return WORDS.get(word, (bare, bare))[0 if lang == "zh" else 1].format(*given)
