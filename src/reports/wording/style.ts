/** What a piece of text is; a host decides what that looks like. */
export type Role = 'strong' | 'heading' | 'faint' | 'good' | 'bad' | 'doubtful';
export type Style = (role: Role, text: string) => string;

export const plain: Style = (_role, text) => text;
