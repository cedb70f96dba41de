/** Pictures of designs: from data to SVG, in any DOM. */
export { axisText, curvePicture, goalText, measureText, type Beside } from './curve-picture.js';
export { equalPowerPicture } from './equal-power-picture.js';
export { covariancePicture } from './covariance-picture.js';
export { groupLinesPicture } from './group-lines-picture.js';
export { pictureStyle, type PictureOptions } from './picture.js';
