"""The words of accounts, Chinese first: roles, why nobody was let in, and what was changed of somebody's."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
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
        # why somebody was not let in
        "why.no such account and password, or no role": (
            "没有这样的账号和密码，或没有角色",
            "no such account and password, or no role",
        ),
        "why.they have no role": ("没有角色", "they have no role"),
        "why.no such passkey": ("没有这个通行密钥", "no such passkey"),
        "why.the device names another account": ("设备说的是另一个账号", "the device names another account"),
        "why.nothing was asked of this browser, or too long ago": (
            "没有向这个浏览器发起过，或已过时",
            "nothing was asked of this browser, or too long ago",
        ),
        "why.the invitation was used meanwhile": ("邀请已被使用", "the invitation was used meanwhile"),
        "why.two administrators invite whoever has such a role": (
            "有这种角色的人须由两名管理员邀请",
            "two administrators invite whoever has such a role",
        ),
        "why.there is a passkey by now": ("已有通行密钥", "there is a passkey by now"),
        "why.nobody here is linked to it, or they have no role": (
            "没有账号与之关联，或没有角色",
            "nobody here is linked to it, or they have no role",
        ),
        "why.tried too often within 15 minutes": ("15 分钟内尝试过多", "tried too often within 15 minutes"),
        # what was changed of an account
        "grant.role given": ("授予角色", "role given"),
        "grant.role asked for": ("申请授予角色", "role asked for"),
        "grant.invitation asked for": ("申请发出邀请", "invitation asked for"),
        "grant.role ended": ("终止角色", "role ended"),
        "grant.account ended": ("停用账号", "account ended"),
        "grant.password given": ("设置应急密码", "break-glass password given"),
        "grant.password changed": ("更改应急密码", "break-glass password changed"),
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
    }
)
