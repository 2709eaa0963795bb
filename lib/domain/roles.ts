export const ROLES = ['viewer', 'user', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** The one who asks: a signed-in person. */
export type Actor = { userId: string; name: string; email: string; role: Role };

/** Every permission there is, with the least role that has it. */
export const PERMISSIONS = {
  'view-console': 'viewer',
  'start-backup': 'user',
  'cancel-operation': 'user',
  'apply-policy': 'user',
  'download-backup': 'user',
  'pin-backup': 'user',
  'verify-backup': 'user',
  'start-restore': 'user',
  'preview-restore': 'user',
  'restore-to-new-instance': 'owner',
  'add-data-store': 'owner',
  'start-sample-store': 'owner',
  'edit-data-store': 'owner',
  'delete-data-store': 'owner',
  'test-connection': 'owner',
  'delete-backup': 'owner',
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof PERMISSIONS;

export const may = (role: Role, permission: Permission): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(PERMISSIONS[permission]);
